namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>Starts and stops a processor's loop; to stop is to let what runs come to its end.</summary>
internal sealed class ProcessorLifetime : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _stopping;
    private Task _running = Task.CompletedTask;

    public bool IsProcessing
    {
        get
        {
            lock (_gate) return _stopping is not null;
        }
    }

    public bool IsClosed { get; private set; }

    public void ThrowIfRunning()
    {
        if (IsProcessing)
            throw new InvalidOperationException("The message processor is already running and needs to be stopped in order to perform this operation.");
    }

    public void Start(object owner, Func<CancellationToken, Task> loop)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(IsClosed, owner);
            ThrowIfRunning();
            _stopping = new();
            var stopping = _stopping.Token;
            _running = Task.Run(() => loop(stopping), CancellationToken.None);
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        CancellationTokenSource? stopping;
        Task running;
        lock (_gate) (stopping, running) = (_stopping, _running);
        if (stopping is null) return;
        await stopping.CancelAsync();
        await running.WaitAsync(cancellation);
        lock (_gate)
        {
            if (_stopping == stopping) _stopping = null;
        }

        stopping.Dispose();
    }

    public async Task CloseAsync(CancellationToken cancellation)
    {
        await StopAsync(cancellation);
        IsClosed = true;
    }

    public async ValueTask DisposeAsync() => await CloseAsync(CancellationToken.None);
}
