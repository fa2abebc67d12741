using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Audit;

/// <summary>
/// Stores who has read and written what personal data, for every function and without its doing. It is stored when the function has
/// run and before the first byte of its answer: where it cannot be, nothing leaves.
/// </summary>
public sealed class AuditMiddleware(AuditWriter writer, ILogger<AuditMiddleware> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        var http = context.GetHttpContext();
        var trail = AccessTrail.Begin(http?.Features.Get<Caller>());
        var function = context.FunctionDefinition.Name;
        var network = http is null ? null : ClientNetwork.Of(http);
        try
        {
            await next(context);
        }
        // What was written before it failed is written.
        catch (Exception)
        {
            await TryWriteAsync(trail, function, network);
            throw;
        }

        await writer.WriteAsync(trail, function, network, isAnswered: true);
    }

    private async Task TryWriteAsync(AccessTrail trail, string function, string? network)
    {
        try
        {
            await writer.WriteAsync(trail, function, network, isAnswered: false);
        }
        // The failure of the function is the one that is answered; what it wrote is in its records' events, and in the trail of its repetition.
        catch (Exception e)
        {
            log.NotAudited(e, function);
        }
    }
}

internal static partial class AuditLog
{
    [LoggerMessage(120, LogLevel.Error, "What the function '{Function}' wrote before it failed is not in the audit.")]
    public static partial void NotAudited(this ILogger log, Exception exception, string function);
}
