using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Platform.Pages;

namespace Serverless.Functions.Platform.Dashboard;

/// <summary>The dashboard of a programme, for people.</summary>
public static class DashboardPageFunctions
{
    private static readonly Lazy<WebPage> Page = new(() => new WebPage(
        "Dashboard", "Programme", "Pages/live.css", "Pages/live.js", "Pages/charts.js", "attendance.js", "page.js"));

    [Function("ProgrammeDashboardPage")]
    [AllowAnyone("A browser opens it before there is a token; what it shows, it reads as the caller.")]
    [Operation("Look at how a programme goes in a browser", ContentType = "text/html")]
    public static IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "programmes/{programmeId:guid}/dashboard.html")] HttpRequest request) =>
        Page.Value.Answer(request);
}
