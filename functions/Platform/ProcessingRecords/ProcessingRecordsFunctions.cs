using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Platform.Pages;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>The record of processing activities, for programs and for people.</summary>
public sealed class ProcessingRecordsFunctions(ProcessingRecordWriter writer)
{
    private const string Route = "privacy/processing-records";

    private static readonly Lazy<WebPage> Page = new(() => new WebPage("ProcessingRecords", "Records of processing", "Pages/live.css", "Pages/live.js", "page.js"));

    [Function("GetProcessingRecords")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Operation("Read the record of processing activities, as the declarations say it", Answer = typeof(ProcessingRecord))]
    public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request) => Page.Value.AnswerOr(request, writer.Write);

    [Function("ProcessingRecordsPage")]
    [AllowAnyone("A browser opens it before there is a token; what it shows, it reads as the caller.")]
    [Operation("Look at the record of processing activities in a browser", ContentType = "text/html")]
    public static IResult Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + ".html")] HttpRequest request) => Page.Value.Answer(request);
}
