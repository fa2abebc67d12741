using Serverless.Contracts.Running;

namespace Serverless.Unit.Storage;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class TestTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TestTimer> _timers = [];
    private readonly List<(int Timers, TaskCompletionSource Reached)> _waiting = [];
    private DateTimeOffset _now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    /// <summary>False keeps the sweeper that every container has from its work.</summary>
    public bool FiresTimers { get; set; } = true;

    public long Seconds => GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Ends when so many timers are set that have neither fired for good nor been taken back.</summary>
    public async Task WaitForTimersAsync(int timers)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_timers.Count >= timers) return;
            _waiting.Add((timers, reached));
        }

        await reached.Task.WaitAsync(Deadline.Patience);
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public void Advance(TimeSpan by)
    {
        List<TestTimer> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => FiresTimers && timer.IsDue(_now))];
            _timers.RemoveAll(timer => due.Contains(timer) && !timer.IsPeriodic);
        }

        foreach (var timer in due) timer.Fire(_now);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new TestTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class TestTimer(TestTime time, Action callback) : ITimer
    {
        private DateTimeOffset _due;
        private TimeSpan _period;

        public bool IsPeriodic => _period > TimeSpan.Zero;

        public bool IsDue(DateTimeOffset now) => _due <= now;

        public void Fire(DateTimeOffset now)
        {
            lock (time._gate)
            {
                if (IsPeriodic) _due = now + _period;
            }

            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (_due, _period) = (time._now + dueTime, period);
                time._timers.Add(this);
                foreach (var (_, reached) in time._waiting.Where(waiting => waiting.Timers <= time._timers.Count)) reached.TrySetResult();
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
