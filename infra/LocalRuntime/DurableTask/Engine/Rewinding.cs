using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>
/// Sets a failed instance, and its failed children with it, back to before the failure: the last turn is undone, and so is
/// every failed step without which the turns before still replay as they were. A failure that the orchestrator has dealt
/// with is therefore kept.
/// </summary>
internal sealed class Rewinding(GroupWriter writer, TurnRunner runner, Dispatcher dispatcher)
{
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has not failed.</exception>
    public async Task RewindAsync(string instanceId, string reason)
    {
        var (row, history) = await ReadAsync(instanceId)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        RewoundHistory.ThrowUnlessFailed(row);
        List<RewoundHistory> rewound = [];
        await AddAsync(rewound, row, history);
        // In one transaction: a child that ended before its parent waits for it again would tell nobody.
        await writer.RunAsync(
            database => RewoundHistory.Write(database, rewound, reason, runner.Now),
            stored =>
            {
                foreach (var child in stored.Children) dispatcher.Add(child, [], isWhole: true);
                foreach (var instance in stored.Instances) Resume(instance);
            });
    }

    /// <summary>Children come before their parents.</summary>
    private async Task AddAsync(List<RewoundHistory> rewound, InstanceRow row, List<HistoryEvent> history)
    {
        var own = Rewind(row, history);
        foreach (var step in own.OpenChildren)
        {
            var child = await writer.RunAsync(database => ChildInstances.Find(database, row, step));
            if (child is { Status: OrchestrationRuntimeStatus.Failed } && await ReadAsync(child.Id) is { } stored) await AddAsync(rewound, stored.Row, stored.History);
        }

        rewound.Add(own);
    }

    private Task<(InstanceRow Row, List<HistoryEvent> History)?> ReadAsync(string instanceId) => writer.RunAsync(
        database => Rows.Find(database, instanceId) is { } row ? (row, Rows.History(database, row.Number)) : ((InstanceRow, List<HistoryEvent>)?)null);

    private void Resume(RewoundInstance instance)
    {
        dispatcher.Add(instance.Row, [.. instance.History, .. instance.Inbox.Select(message => message.Event)], isWhole: false);
        foreach (var message in instance.Inbox) dispatcher.Post(dispatcher.Find(instance.Row.Number)!, message);
    }

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

        return new(row, kept, [.. undone.Where(entry => !entry.IsFailure)]);
    }

    private bool TryUndo(InstanceRow row, ref List<HistoryEvent> history, List<HistoryEvent> failures)
    {
        List<HistoryEvent> without = [.. history.Where(entry => !failures.Contains(entry, ReferenceEqualityComparer.Instance))];
        if (runner.Open(row, without) is not { Failure: null, IsOver: false }) return false;
        history = without;
        return true;
    }
}
