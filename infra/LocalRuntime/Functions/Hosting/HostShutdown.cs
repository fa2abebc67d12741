namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>Signals that what still runs may not finish any more: the time for a graceful stop is over.</summary>
internal sealed class HostShutdown : IDisposable
{
    private readonly CancellationTokenSource _forced = new();
    private CancellationTokenRegistration _forcing;

    public CancellationToken Forced => _forced.Token;

    /// <summary>From the beginning of the stop on, nothing new is taken.</summary>
    public bool HasBegun { get; private set; }

    public void Begin(CancellationToken forced)
    {
        HasBegun = true;
        _forcing = forced.Register(Force);
    }

    public void Dispose()
    {
        _forcing.Dispose();
        _forced.Dispose();
    }

    private void Force() => _forced.Cancel();
}
