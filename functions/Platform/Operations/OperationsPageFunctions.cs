using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Platform.Pages;

namespace Serverless.Functions.Platform.Operations;

/// <summary>The operations page: what <see cref="OperationsMetrics"/> say, for people.</summary>
public static class OperationsPageFunctions
{
    private static readonly Lazy<WebPage> Page = new(() => new WebPage(
        "Operations/Page", "Operations", "Pages/live.css", "Pages/live.js", "Pages/charts.js", "functions.js", "lag.js", "letters.js", "orchestrations.js", "page.js"));

    [Function("OperationsPage")]
    [AllowAnyone("A browser opens it before there is a token; what it shows, it reads as the caller.")]
    [Operation("Look at how the app is doing in a browser", ContentType = "text/html")]
    public static IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops")] HttpRequest request) => Page.Value.Answer(request);
}
