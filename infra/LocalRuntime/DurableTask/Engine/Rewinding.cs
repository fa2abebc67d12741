using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>
/// Sets a failed instance back to before its failure: the last turn is undone, and so is every failed step without which
/// the turns before still replay as they were. A failure that the orchestrator has dealt with is therefore kept.
/// </summary>
internal sealed class Rewinding(GroupWriter writer, TurnRunner runner, Dispatcher dispatcher)
{
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has not failed.</exception>
    public async Task RewindAsync(string instanceId, string reason)
    {
        var (row, history) = await writer.RunAsync(database => Read(database, instanceId));
        var rewound = Rewind(row, history);
        foreach (var child in rewound.FailedChildren)
        {
            if (await HasFailedAsync(child)) await RewindAsync(child, reason);
        }

        await writer.RunAsync(database => RewoundHistory.Write(database, row, rewound, reason, runner.Now), stored =>
        {
            foreach (var child in stored.Children) dispatcher.Add(child, [], isWhole: true);
            dispatcher.Add(stored.Row, [.. rewound.History, .. stored.Inbox.Select(message => message.Event)], isWhole: false);
            foreach (var message in stored.Inbox) dispatcher.Post(dispatcher.Find(stored.Row.Number)!, message);
        });
    }

    private static (InstanceRow Row, List<HistoryEvent> History) Read(Database database, string instanceId)
    {
        var row = Rows.Find(database, instanceId)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        RewoundHistory.ThrowUnlessFailed(row);
        return (row, Rows.History(database, row.Number));
    }

    private async Task<bool> HasFailedAsync(string instanceId) =>
        await writer.RunAsync(database => Rows.Find(database, instanceId)) is { Status: OrchestrationRuntimeStatus.Failed };

    private RewoundHistory Rewind(InstanceRow row, List<HistoryEvent> history)
    {
        var last = history.FindLastIndex(entry => entry.Kind == EventKind.TurnStarted);
        var undone = history[(last + 1)..].Where(entry => !entry.IsDecision);
        var kept = history[..last];
        var failures = kept.Where(entry => entry.IsFailure).ToList();
        if (!TryUndo(row, ref kept, failures))
        {
            foreach (var failure in Enumerable.Reverse(failures)) TryUndo(row, ref kept, [failure]);
        }

        return new(kept, [.. undone.Where(entry => !entry.IsFailure)], [.. history.Where(entry => entry.Kind == EventKind.ChildFailed).Select(entry => entry.Task)]);
    }

    private bool TryUndo(InstanceRow row, ref List<HistoryEvent> history, List<HistoryEvent> failures)
    {
        List<HistoryEvent> without = [.. history.Where(entry => !failures.Contains(entry, ReferenceEqualityComparer.Instance))];
        if (runner.Open(row, without) is not { Failure: null, IsOver: false }) return false;
        history = without;
        return true;
    }
}
