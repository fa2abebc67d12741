namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>One timer, set for the earliest of the times it was given. It rings once and then waits to be set again.</summary>
internal sealed class Alarm(TimeProvider time, Action ring) : IDisposable
{
    /// <summary>A timer takes no more than 49 days; what rings too early finds nothing to do and is set again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private DateTimeOffset? _due;
    private bool _disposed;

    public void Set(DateTimeOffset? due)
    {
        if (due is null) return;
        lock (_gate)
        {
            if (_disposed || _due <= due) return;
            _due = due;
            _timer?.Dispose();
            // A timer counts whole milliseconds, and must not ring before its time.
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling((due.Value - time.GetUtcNow()).TotalMilliseconds));
            wait = wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
            _timer = time.CreateTimer(_ => Ring(), state: null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Ring()
    {
        lock (_gate)
        {
            if (_disposed) return;
            _due = null;
        }

        ring();
    }
}
