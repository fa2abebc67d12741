namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// Removes what has expired and what the history no longer has to keep, a little at a time, so that writers wait for a
/// sweep no longer than for each other. Readers never see what has expired, swept or not.
/// </summary>
internal sealed class Sweeper : IAsyncDisposable
{
    private const int ItemsPerWork = 100;

    private readonly ContainerStore _store;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private Task _sweep = Task.CompletedTask;

    public Sweeper(ContainerStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        _timer = time.CreateTimer(_ => Begin(), null, store.Options.SweepPeriod, store.Options.SweepPeriod);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _stop.CancelAsync();
        await _sweep;
        _stop.Dispose();
    }

    private void Begin()
    {
        if (_sweep.IsCompleted) _sweep = SweepAsync();
    }

    private async Task SweepAsync()
    {
        try
        {
            var oldest = (_time.GetUtcNow() - _store.Options.HistoryRetention).ToUnixTimeSeconds();
            await RepeatAsync(transaction => transaction.DeleteExpired(ItemsPerWork));
            await RepeatAsync(transaction => transaction.PurgeHistory(oldest, ItemsPerWork));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The store closes; the next one to open it sweeps on.
        }
        catch (StorageException)
        {
            // The disk is full or fails, which the writers are told. Nothing is lost: the next sweep finds the same again.
        }
    }

    private async Task RepeatAsync(Func<WriteTransaction, int> sweep)
    {
        while (await _store.WriteAsync(sweep, _stop.Token) == ItemsPerWork)
        {
        }
    }
}
