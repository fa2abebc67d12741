using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>External events that nobody has waited for yet, and waits that no event has answered yet.</summary>
internal sealed class EventBuffer
{
    private readonly List<HistoryEvent> _buffered = [];
    private readonly List<(string Name, Action<HistoryEvent> Complete)> _waiting = [];

    public IEnumerable<HistoryEvent> Buffered => _buffered;

    public bool IsWaitedFor => _waiting.Count > 0;

    public void Raise(HistoryEvent raised)
    {
        var index = _waiting.FindIndex(wait => IsNamed(wait.Name, raised));
        if (index < 0)
        {
            _buffered.Add(raised);
            return;
        }

        var (_, complete) = _waiting[index];
        _waiting.RemoveAt(index);
        complete(raised);
    }

    public async Task<T> WaitAsync<T>(string name, Func<string?, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var index = _buffered.FindIndex(raised => IsNamed(name, raised));
        if (index >= 0)
        {
            var raised = _buffered[index];
            _buffered.RemoveAt(index);
            return read(raised.Data);
        }

        TaskCompletionSource<HistoryEvent> arrival = new();
        (string Name, Action<HistoryEvent> Complete) wait = (name, arrival.SetResult);
        _waiting.Add(wait);
        using var registration = cancellation.Register(() =>
        {
            if (_waiting.Remove(wait)) arrival.SetCanceled(cancellation);
        });
        return read((await arrival.Task).Data);
    }

    private static bool IsNamed(string name, HistoryEvent raised) => string.Equals(name, raised.Name, StringComparison.OrdinalIgnoreCase);
}
