using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>All durable functions are run by one engine, which the first of them starts and stops.</summary>
internal sealed class DurableTrigger(DurableHub hub) : ITrigger
{
    public Task StartAsync(CancellationToken cancellationToken) => hub.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => hub.StopAsync(cancellationToken);

    public void Dispose()
    {
        // The engine belongs to the hub.
    }
}
