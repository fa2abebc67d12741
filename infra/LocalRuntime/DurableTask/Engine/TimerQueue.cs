namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>A durable timer: the step of an instance that it answers, or its start.</summary>
internal readonly record struct DueTimer(DateTime At, LiveInstance Instance, int Generation, int Step)
{
    /// <summary>No timer of an orchestrator has it: its steps count from 1.</summary>
    public const int Start = 0;
}

/// <summary>All durable timers, behind one timer of the system that waits for the next.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>What a timer of the system can wait for at most is a little more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly SortedSet<DueTimer> _due = new(Comparer<DueTimer>.Create(Compare));
    private readonly TimeProvider _time;
    private readonly Action<DueTimer> _fire;
    private readonly ITimer _timer;
    private DateTime? _armed;
    private bool _stopped;

    public TimerQueue(TimeProvider time, Action<DueTimer> fire)
    {
        _time = time;
        _fire = fire;
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(DueTimer timer)
    {
        lock (_lock)
        {
            _due.Add(timer);
            Arm();
        }
    }

    public void Remove(DueTimer timer)
    {
        lock (_lock) _due.Remove(timer);
    }

    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _due.Clear();
        }
    }

    public void Dispose()
    {
        Stop();
        _timer.Dispose();
    }

    private void Fire()
    {
        List<DueTimer> due = [];
        lock (_lock)
        {
            var now = _time.GetUtcNow().UtcDateTime;
            while (_due.Count > 0 && _due.Min.At <= now)
            {
                due.Add(_due.Min);
                _due.Remove(_due.Min);
            }

            _armed = null;
            Arm();
        }

        foreach (var timer in due) _fire(timer);
    }

    /// <summary>A timer that waits for less than the next one is left alone: it looks again when it fires.</summary>
    private void Arm()
    {
        if (_stopped || _due.Count == 0 || _armed <= _due.Min.At) return;
        _armed = _due.Min.At;
        var wait = _due.Min.At - _time.GetUtcNow().UtcDateTime;
        _timer.Change(wait < ShortestWait ? ShortestWait : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }

    private static int Compare(DueTimer left, DueTimer right)
    {
        var order = left.At.CompareTo(right.At);
        if (order == 0) order = left.Instance.Number.CompareTo(right.Instance.Number);
        if (order == 0) order = left.Generation.CompareTo(right.Generation);
        return order == 0 ? left.Step.CompareTo(right.Step) : order;
    }
}
