using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Serverless.Benchmarks.Targets.Stub;

/// <summary>Answers every call with bytes prepared beforehand; it knows point reads and creates, and what the SDK asks before them.</summary>
internal static class StubServer
{
    public static async Task<int> RunAsync(int port, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        await using WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync(cancellation);
        await application.WaitForShutdownAsync(cancellation);
        return 0;
    }

    private static Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        (int status, byte[] body) = (request.Method, request.Path.Value!) switch
        {
            ("GET", "/") => (200, CannedAnswers.Account),
            ("GET", var path) when path.EndsWith("/pkranges", StringComparison.Ordinal) => Ranges(context),
            ("GET", var path) when path.Contains("/docs/", StringComparison.Ordinal) => Document(context, 200),
            ("POST", var path) when path.EndsWith("/docs", StringComparison.Ordinal) && IsCreate(request) => Document(context, 201),
            ("GET", var path) => (200, path.Contains("/colls/", StringComparison.Ordinal) ? CannedAnswers.Container : CannedAnswers.Database),
            ("POST", var path) when path.EndsWith("/colls", StringComparison.Ordinal) => (201, CannedAnswers.Container),
            _ => (400, CannedAnswers.Unsupported),
        };
        context.Response.StatusCode = status;
        if (body.Length == 0) return Task.CompletedTask;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    // An upsert differs from a create by one header; queries and batches come by the same route and are beyond canned bytes.
    private static bool IsCreate(HttpRequest request) =>
        !request.Headers.ContainsKey("x-ms-documentdb-is-upsert")
        && !request.Headers.ContainsKey("x-ms-cosmos-is-batch-request")
        && request.ContentType is null;

    private static (int, byte[]) Document(HttpContext context, int status)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = CannedAnswers.ETag;
        headers["x-ms-activity-id"] = context.Request.Headers["x-ms-activity-id"];
        headers["x-ms-request-charge"] = "1";
        headers["x-ms-session-token"] = "0:-1#1";
        return (status, CannedAnswers.Document);
    }

    private static (int, byte[]) Ranges(HttpContext context)
    {
        context.Response.Headers.ETag = "1";
        if (context.Request.Headers.IfNoneMatch.Count == 0) return (200, CannedAnswers.Ranges);
        context.Response.Headers["x-ms-item-count"] = "0";
        return (304, []);
    }
}
