using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>
/// What every answer has: the id by which its request is found in the logs, and headers that keep personal data out of caches.
/// A function that fails answers with that id and nothing of the reason.
/// </summary>
public sealed class AnswerMiddleware(ILogger<AnswerMiddleware> log) : IFunctionsWorkerMiddleware
{
    private const string Charge = "x-ms-request-charge";
    private const string RequestId = "x-request-id";

    /// <summary>An archive that is offline takes hours.</summary>
    private static readonly TimeSpan OfflineRetry = TimeSpan.FromHours(1);

    private static readonly Error Unreadable = new(ErrorKind.Invalid, "unreadable-request", "The request ended early or is not well-formed HTTP.");

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        var requestId = (Activity.Current ?? throw new InvalidOperationException("No trace has begun: telemetry comes before this.")).TraceId.ToHexString();
        http.Response.Headers[RequestId] = requestId;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = RequestBody.MaxBytes;
        var charge = RequestCharges.Begin();
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable && http.Response.Headers.RetryAfter.Count == 0) http.Response.Headers.RetryAfter = "1";
            if (charge.Total > 0) http.Response.Headers[Charge] = charge.Total.ToString("0.##", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; the host ends the invocation.
            throw;
        }
        // The server's own refusal of what was sent, such as a body that is too large.
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            context.GetInvocationResult().Value = Problems.Of(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? RequestBody.TooLarge : Unreadable);
        }
        catch (Exception e) when (StoreOutage.Is(e) && !http.Response.HasStarted)
        {
            log.WithoutStore(e, context.FunctionDefinition.Name, requestId);
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
            http.Response.Headers.RetryAfter = StoreOutage.RetryAfter(e).TotalSeconds.ToString(CultureInfo.InvariantCulture);
            context.GetInvocationResult().Value = Problems.Of(StoreErrors.Unavailable);
        }
        catch (ArchiveOfflineException) when (!http.Response.HasStarted)
        {
            log.WithoutArchive(context.FunctionDefinition.Name, requestId);
            http.Response.Headers.RetryAfter = OfflineRetry.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            context.GetInvocationResult().Value = Problems.Of(StoreErrors.ArchiveOffline);
        }
        catch (ArchiveDamagedException e) when (!http.Response.HasStarted)
        {
            log.WithDamagedArchive(e, context.FunctionDefinition.Name, requestId);
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
            context.GetInvocationResult().Value = Problems.OfDamage(requestId);
        }
        // Whatever a function throws must not reach its caller, and must reach the log.
        catch (Exception e) when (!http.Response.HasStarted)
        {
            log.Failed(e, context.FunctionDefinition.Name, requestId);
            // To the host the invocation has ended well; the trace says what it was.
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
            context.GetInvocationResult().Value = Problems.OfFailure(requestId);
        }
    }
}

internal static partial class AnswerLog
{
    [LoggerMessage(100, LogLevel.Error, "The function '{Function}' failed; its caller was given the id {RequestId}.")]
    public static partial void Failed(this ILogger log, Exception exception, string function, string requestId);

    [LoggerMessage(101, LogLevel.Warning, "The function '{Function}' has no answer of the store; its caller was given the id {RequestId}.")]
    public static partial void WithoutStore(this ILogger log, Exception exception, string function, string requestId);

    [LoggerMessage(102, LogLevel.Information, "The function '{Function}' has asked for an archive that is offline; its caller was given the id {RequestId}.")]
    public static partial void WithoutArchive(this ILogger log, string function, string requestId);

    [LoggerMessage(103, LogLevel.Error, "The function '{Function}' has met an archive that is damaged; its caller was given the id {RequestId}.")]
    public static partial void WithDamagedArchive(this ILogger log, Exception exception, string function, string requestId);
}
