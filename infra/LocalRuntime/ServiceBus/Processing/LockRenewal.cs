using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>What is renewed: a message's lock or a session's.</summary>
internal sealed record Renewable(Func<DateTimeOffset> LockedUntil, Func<CancellationToken, Task> RenewAsync)
{
    /// <summary>False once there is nothing left to keep, though what runs goes on.</summary>
    public Func<bool> IsWanted { get; init; } = () => true;

    /// <summary>The lock has ended, by itself or with an error.</summary>
    public Func<Exception?, Task> LostAsync { get; init; } = _ => Task.CompletedTask;

    public Func<Exception, Task> FailedAsync { get; init; } = _ => Task.CompletedTask;
}

/// <summary>Keeps a lock while something runs, at most for a given time.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    /// <summary>So long before its end a lock is renewed; a short one at half its time.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _done = new();
    private readonly Task _loop;

    /// <param name="longest"><see cref="Timeout.InfiniteTimeSpan"/> keeps it as long as it is wanted.</param>
    public LockRenewal(Renewable renewable, TimeSpan longest, TimeProvider time) => _loop = RunAsync(renewable, longest, time, _done.Token);

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _loop;
        _done.Dispose();
    }

    private static async Task RunAsync(Renewable renewable, TimeSpan longest, TimeProvider time, CancellationToken done)
    {
        var started = time.GetUtcNow();
        try
        {
            while (renewable.IsWanted())
            {
                var now = time.GetUtcNow();
                var left = renewable.LockedUntil() - now;
                var wait = left - (left > 2 * Margin ? Margin : left / 2);
                if (longest != Timeout.InfiniteTimeSpan && now + wait - started > longest)
                {
                    await DelayAsync(left);
                    if (renewable.IsWanted()) await renewable.LostAsync(null);
                    return;
                }

                await DelayAsync(wait);
                if (renewable.IsWanted()) await renewable.RenewAsync(done);
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // It was wanted no longer.
        }
        catch (ServiceBusException failure)
        {
            if (done.IsCancellationRequested || !renewable.IsWanted()) return;
            await renewable.FailedAsync(failure);
            await renewable.LostAsync(failure);
        }

        Task DelayAsync(TimeSpan delay) => Task.Delay(delay < TimeSpan.Zero ? TimeSpan.Zero : delay, time, done);
    }
}
