using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>What instances wait for within the engine: activities that run, and timers.</summary>
internal sealed class Steps(WorkPool<ActivityCall> activities, TimerQueue timers) : IDisposable
{
    /// <summary>Starts the steps that have no answer among the entries.</summary>
    public void Start(LiveInstance live, InstanceRow row, IReadOnlyList<HistoryEvent> entries)
    {
        HashSet<int> answered = [.. entries.Where(entry => entry is { IsDecision: false, Task: > 0 }).Select(entry => entry.Task)];
        foreach (var step in entries)
        {
            if (answered.Contains(step.Task)) continue;
            if (step.Kind == EventKind.TaskScheduled) activities.Add(new(live, row.Id, row.Generation, step));
            else if (step.Kind == EventKind.TimerCreated) SetTimer(live, step.At, step.Task);
        }
    }

    public void SetTimer(LiveInstance live, DateTime due, int step)
    {
        DueTimer timer = new(due, live, live.Row.Generation, step);
        live.Timers.Add(step, timer);
        timers.Add(timer);
    }

    public void CancelTimer(LiveInstance live, int step)
    {
        if (live.Timers.Remove(step, out var timer)) timers.Remove(timer);
    }

    public void CancelTimers(LiveInstance live)
    {
        foreach (var timer in live.Timers.Values) timers.Remove(timer);
        live.Timers.Clear();
    }

    /// <summary>What waits is not begun; ends with what runs.</summary>
    public Task CloseAsync()
    {
        timers.Stop();
        return activities.CloseAsync(drain: false);
    }

    public void Dispose() => timers.Dispose();
}
