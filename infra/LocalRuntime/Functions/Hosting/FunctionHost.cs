using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>
/// The triggers while the host runs. They start when everything else has started, and stop before anything else does,
/// so that what they set off finds all services alive.
/// </summary>
internal sealed class FunctionHost(FunctionSet functions, HandRuns byHand, HostShutdown shutdown, ILogger<FunctionHost> log) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        log.Found(functions.All.Count, string.Join(", ", functions.All.Select(function => function.Name)));
        await Task.WhenAll(functions.Triggers.Select(trigger => trigger.StartAsync(cancellationToken)));
        functions.IsRunning = true;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        functions.IsRunning = false;
        // From here on the host waits for its shutdown timeout at most; then what still runs is told so.
        shutdown.Begin(cancellationToken);
        await Task.WhenAll(functions.Triggers.Select(trigger => trigger.StopAsync(cancellationToken)));
        await byHand.EndAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static partial class HostLog
{
    [LoggerMessage(10, LogLevel.Information, "Found {Count} functions: {Names}")]
    public static partial void Found(this ILogger log, int count, string names);
}
