namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// Deletes a container's expired items and old history, and finishes what a change of its settings began, in steps between
/// the writes of others.
/// </summary>
internal sealed class Sweeper : IAsyncDisposable
{
    private readonly ContainerStore _store;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _oneRound = new(1);
    private readonly ITimer _timer;
    private Task _round = Task.CompletedTask;

    public Sweeper(ContainerStore store, TimeProvider time)
    {
        _store = store;
        _timer = time.CreateTimer(_ => Start(), null, store.Options.SweepPeriod, store.Options.SweepPeriod);
    }

    /// <summary>One whole round.</summary>
    public async Task SweepAsync()
    {
        await _oneRound.WaitAsync(_stop.Token);
        try
        {
            UpkeepNeeds needs;
            using (var read = await _store.ReadAsync(_stop.Token)) needs = read.FindUpkeep(_store.Options.HistoryRetention);
            if (needs.HasFlag(UpkeepNeeds.Expiry)) await RepeatAsync(work => work.ExpireMore());
            if (needs.HasFlag(UpkeepNeeds.Index)) await RepeatAsync(work => work.IndexMore());
            if (needs.HasFlag(UpkeepNeeds.Expired)) await RepeatAsync(work => work.DeleteExpired());
            if (needs.HasFlag(UpkeepNeeds.History)) await RepeatAsync(work => work.PurgeHistory(_store.Options.HistoryRetention));
        }
        finally
        {
            _oneRound.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _timer.DisposeAsync();
        await _round;
        _stop.Dispose();
        _oneRound.Dispose();
    }

    private void Start()
    {
        // A long round swallows the ticks that come while it goes on.
        if (_oneRound.CurrentCount > 0 && _round.IsCompleted) _round = RunAsync();
    }

    private async Task RunAsync()
    {
        try
        {
            await SweepAsync();
        }
        catch (OperationCanceledException)
        {
            // The container is being closed.
        }
        catch (StorageException)
        {
            // A full disk, for example. Writers are told of it; here the next round tries again.
        }
    }

    private async Task RepeatAsync(Func<WriteTransaction, bool> step)
    {
        while (await _store.WriteAsync(step, _stop.Token, WorkKind.Upkeep))
        {
        }
    }
}
