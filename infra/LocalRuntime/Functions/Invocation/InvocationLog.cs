using Microsoft.Extensions.Logging;

namespace Serverless.LocalRuntime.Functions.Invocation;

internal static partial class InvocationLog
{
    [LoggerMessage(1, LogLevel.Information, "Executing '{Function}' (Reason='{Reason}', Id={InvocationId})")]
    public static partial void Executing(this ILogger log, string function, string reason, string invocationId);

    [LoggerMessage(2, LogLevel.Information, "Executed '{Function}' (Succeeded, Duration={Duration:0} ms)")]
    public static partial void Executed(this ILogger log, string function, double duration);

    [LoggerMessage(3, LogLevel.Error, "Executed '{Function}' (Failed, Duration={Duration:0} ms)")]
    public static partial void Failed(this ILogger log, Exception exception, string function, double duration);
}
