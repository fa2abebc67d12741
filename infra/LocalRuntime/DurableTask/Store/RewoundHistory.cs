using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>A history without its failures, the other inputs of the turn that was undone, and the children that had failed.</summary>
internal sealed class RewoundHistory(List<HistoryEvent> history, List<HistoryEvent> inputs, HashSet<int> failedChildren)
{
    public IReadOnlyList<HistoryEvent> History => history;

    /// <summary>The ids of the children whose failures have been taken back.</summary>
    public IEnumerable<string> FailedChildren => Open.Select(step => step.Target!);

    private IEnumerable<HistoryEvent> Open => history.Where(step =>
        step.Kind == EventKind.ChildScheduled && failedChildren.Contains(step.Task)
        && !history.Exists(entry => entry.Kind == EventKind.ChildFailed && entry.Task == step.Task));

    /// <exception cref="InvalidOperationException">The instance has not failed.</exception>
    public static void ThrowUnlessFailed(InstanceRow row)
    {
        if (row.Status == OrchestrationRuntimeStatus.Failed) return;
        throw new InvalidOperationException($"Only a failed orchestration can be rewound, but the one with instance ID {row.Id} has status {row.Status}.");
    }

    public static RewoundInstance Write(Database database, InstanceRow failed, RewoundHistory rewound, string reason, DateTime now)
    {
        ThrowUnlessFailed(Rows.Get(database, failed.Number) ?? failed with { Status = OrchestrationRuntimeStatus.Terminated });
        var row = failed with { Status = OrchestrationRuntimeStatus.Running, Failure = null, Output = null, Updated = now };
        database.Run("UPDATE instances SET status = 0, failure = NULL, output = NULL, updated = $1 WHERE number = $0", row.Number, now.Ticks);
        database.Run("DELETE FROM history WHERE number = $0", row.Number);
        for (var i = 0; i < rewound.History.Count; i++) Rows.Append(database, row.Number, i, rewound.History[i]);
        List<Message> inbox = [];
        foreach (var input in (IEnumerable<HistoryEvent>)[new(EventKind.Rewound, now) { Data = reason }, .. rewound.Inputs])
            inbox.Add(Rows.Send(database, row.Number, new(input))!);
        return new(row, inbox, rewound.StartAgain(database, row, now));
    }

    private List<HistoryEvent> Inputs => inputs;

    /// <summary>Children that cannot be rewound, because they were terminated or purged, start anew.</summary>
    private List<InstanceRow> StartAgain(Database database, InstanceRow parent, DateTime now)
    {
        List<InstanceRow> started = [];
        foreach (var step in Open)
        {
            if (Rows.Find(database, step.Target!) is { } child)
            {
                if (!child.IsFinished) continue;
                Rows.Delete(database, child.Number);
            }

            started.Add(Rows.Insert(database, InstanceRow.Child(parent, step, now)));
        }

        return started;
    }
}

/// <summary>A rewound instance with what was stored beside it.</summary>
internal sealed record RewoundInstance(InstanceRow Row, IReadOnlyList<Message> Inbox, IReadOnlyList<InstanceRow> Children);
