using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Platform.Pages;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform.Lifecycle;

/// <summary>How long everything is kept, for programs and for people.</summary>
public sealed class PolicyFunctions(PolicyWriter writer)
{
    private const string Route = "lifecycle/policies";

    private static readonly Lazy<WebPage> Page = new(() => new WebPage("Lifecycle", "Retention", "Pages/live.css", "Pages/live.js", "page.js"));

    [Function("GetRetentionPolicies")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor, Role.Operator)]
    [Operation("Read how long everything is kept, and what becomes of it then", Answer = typeof(RetentionPolicies))]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request) => Page.Value.AnswerOr(request, writer.Write);

    [Function("RetentionPoliciesPage")]
    [AllowAnyone("A browser opens it before there is a token; what it shows, it reads as the caller.")]
    [Operation("Look at how long everything is kept in a browser", ContentType = "text/html")]
    public static IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + ".html")] HttpRequest request) => Page.Value.Answer(request);
}
