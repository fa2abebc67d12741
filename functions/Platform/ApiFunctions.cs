using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using Serverless.Cloud.Http;
using Serverless.Cloud.Http.OpenApi;
using Serverless.Cloud.Identity;
using Serverless.Functions.Platform.Pages;

namespace Serverless.Functions.Platform;

/// <summary>What the API is, for programs and for people.</summary>
public static class ApiFunctions
{
    private static readonly Lazy<StaticAnswer> Description = new(() => new StaticAnswer(Encoding.UTF8.GetBytes(Describe()), "application/json"));

    private static readonly Lazy<WebPage> Page = new(() => new WebPage("Docs", "API", "memory.js", "schemas.js", "requests.js", "answers.js", "operations.js", "page.js"));

    [Function("DescribeApi")]
    [AllowAnyone("It is what the source code says, and holds no data.")]
    [Operation("Describe the API (OpenAPI 3.1)", ContentType = "application/json")]
    public static IResult DescribeApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) => Description.Value.Result(request);

    [Function("Docs")]
    [AllowAnyone("A browser opens it before there is a token; what it tries, it tries as the caller.")]
    [Operation("Read and try the API in a browser", ContentType = "text/html")]
    public static IResult Docs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "docs")] HttpRequest request) => Page.Value.Answer(request);

    /// <summary>As JSON.</summary>
    public static string Describe() => ApiDescription.ToJson(ApiDescription.Of(
        new OpenApiInfo
        {
            Title = "Serverless",
            Version = "1",
            Description = "People, programmes and applications of training programmes. A change answers the record's version and can be repeated without harm; a read model can be asked for an answer that contains a given change.",
        },
        typeof(ApiFunctions).Assembly));
}
