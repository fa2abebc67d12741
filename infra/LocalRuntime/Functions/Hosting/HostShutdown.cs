namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>Signals that what still runs may not finish any more: the time for a graceful stop is over.</summary>
internal sealed class HostShutdown : IDisposable
{
    private readonly CancellationTokenSource _forced = new();

    public CancellationToken Forced => _forced.Token;

    public void Force() => _forced.Cancel();

    public void Dispose() => _forced.Dispose();
}
