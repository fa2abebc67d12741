namespace Serverless.Contracts.ServiceBus;

/// <summary>The real clock, until a test moves it ahead; what is due then happens at once.</summary>
public sealed class MovableTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<Timer> _timers = [];
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return System.GetUtcNow() + _ahead;
    }

    public void Advance(TimeSpan time)
    {
        List<Timer> waiting;
        lock (_gate)
        {
            _ahead += time;
            waiting = [.. _timers];
        }

        foreach (var timer in waiting) timer.Skip(time);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Nothing here ticks more than once.");
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(MovableTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly Lock _gate = new();
        private ITimer? _real;
        private DateTimeOffset? _due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _real?.Dispose();
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : System.GetUtcNow() + dueTime;
                _real = _due is null ? null : System.CreateTimer(_ => Fire(), state: null, dueTime, Timeout.InfiniteTimeSpan);
            }

            lock (time._gate)
            {
                if (_due is not null) time._timers.Add(this);
            }

            return true;
        }

        public void Skip(TimeSpan by)
        {
            TimeSpan left;
            lock (_gate)
            {
                if (_due is null) return;
                left = _due.Value - by - System.GetUtcNow();
            }

            if (left <= TimeSpan.Zero) Fire();
            else Change(left, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
            lock (_gate)
            {
                _due = null;
                _real?.Dispose();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire()
        {
            lock (_gate)
            {
                if (_due is null) return;
                _due = null;
            }

            callback(state);
        }
    }
}
