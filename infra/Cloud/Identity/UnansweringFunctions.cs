using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Serverless.Cloud.Identity;

/// <summary>Names at start the functions that answer nobody, which is safe and hardly ever meant.</summary>
internal sealed class UnansweringFunctions(CallerOptions options, ILogger<UnansweringFunctions> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var function in options.Functions.Where(function => function.Admission.IsNobody))
            log.AnswersNobody(function.Name);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static partial class CallerLog
{
    [LoggerMessage(200, LogLevel.Warning, "The function '{Function}' answers nobody: it has neither [Allow] with roles nor [AllowAnyone].")]
    public static partial void AnswersNobody(this ILogger log, string function);
}
