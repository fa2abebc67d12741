using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>
/// External events that nobody has waited for yet, and waits that no event has answered yet. An event goes to the latest
/// wait for its name: the earlier ones are often those that an orchestrator has given up in a loop.
/// </summary>
internal sealed class EventBuffer
{
    private readonly List<HistoryEvent> _buffered = [];
    private readonly List<Wait> _waiting = [];

    public IEnumerable<HistoryEvent> Buffered => _buffered;

    public bool IsWaitedFor => _waiting.Count > 0;

    public void Raise(HistoryEvent raised)
    {
        var index = _waiting.FindLastIndex(wait => IsNamed(wait.Name, raised));
        if (index < 0)
        {
            _buffered.Add(raised);
            return;
        }

        var wait = _waiting[index];
        _waiting.RemoveAt(index);
        wait.Arrival.SetResult(raised);
    }

    /// <exception cref="ArgumentException">The same event is waited for as another type.</exception>
    public async Task<T> WaitAsync<T>(string name, Func<string?, T> read, CancellationToken cancellation)
    {
        var index = _buffered.FindIndex(raised => IsNamed(name, raised));
        if (index >= 0)
        {
            var raised = _buffered[index];
            _buffered.RemoveAt(index);
            return read(raised.Data);
        }

        cancellation.ThrowIfCancellationRequested();
        if (_waiting.Find(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)) is { } same && same.Type != typeof(T))
            throw new ArgumentException($"Event '{name}' is waited for as {same.Type} already, and now as {typeof(T)}.", nameof(name));
        Wait wait = new(name, typeof(T));
        _waiting.Add(wait);
        using var registration = cancellation.Register(() =>
        {
            if (_waiting.Remove(wait)) wait.Arrival.SetCanceled(cancellation);
        });
        return read((await wait.Arrival.Task).Data);
    }

    private static bool IsNamed(string name, HistoryEvent raised) => string.Equals(name, raised.Name, StringComparison.OrdinalIgnoreCase);

    private sealed class Wait(string name, Type type)
    {
        public string Name => name;

        public Type Type => type;

        /// <summary>Its continuations run at once, within the turn.</summary>
        public TaskCompletionSource<HistoryEvent> Arrival { get; } = new();
    }
}
