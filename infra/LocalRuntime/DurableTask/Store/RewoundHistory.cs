using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>A failed instance, its history without the failures, and the other inputs of the turn that was undone.</summary>
internal sealed record RewoundHistory(InstanceRow Failed, IReadOnlyList<HistoryEvent> History, IReadOnlyList<HistoryEvent> Inputs)
{
    /// <summary>The steps whose children have not answered, now that failures have been taken back.</summary>
    public IEnumerable<HistoryEvent> OpenChildren
    {
        get
        {
            var answered = History.Concat(Inputs).Where(entry => entry.Kind is EventKind.ChildCompleted or EventKind.ChildFailed).Select(entry => entry.Task).ToHashSet();
            return History.Where(entry => entry.Kind == EventKind.ChildScheduled && !answered.Contains(entry.Task));
        }
    }

    /// <exception cref="InvalidOperationException">The instance has not failed.</exception>
    public static void ThrowUnlessFailed(InstanceRow row)
    {
        if (row.Status == OrchestrationRuntimeStatus.Failed) return;
        throw new InvalidOperationException($"Only a failed orchestration can be rewound, but the one with instance ID {row.Id} has status {row.Status}.");
    }

    /// <param name="rewound">Children before their parents.</param>
    /// <exception cref="InvalidOperationException">One of them has changed meanwhile.</exception>
    public static RewoundInstances Write(Database database, IReadOnlyList<RewoundHistory> rewound, string reason, DateTime now)
    {
        foreach (var (failed, _, _) in rewound) ThrowUnlessFailed(Rows.Get(database, failed.Number) ?? failed with { Status = OrchestrationRuntimeStatus.Terminated });
        List<InstanceRow> children = [];
        return new([.. rewound.Select(each => each.Write(database, reason, now, children))], children);
    }

    private RewoundInstance Write(Database database, string reason, DateTime now, List<InstanceRow> children)
    {
        var row = Failed with { Status = OrchestrationRuntimeStatus.Running, Failure = null, Output = null, Updated = now };
        database.Run("UPDATE instances SET status = 0, failure = NULL, output = NULL, updated = $1 WHERE number = $0", row.Number, now.Ticks);
        database.Run("DELETE FROM history WHERE number = $0", row.Number);
        for (var i = 0; i < History.Count; i++) Rows.Append(database, row.Number, i, History[i]);
        List<Message> inbox = [];
        foreach (var input in Inputs.Prepend(new(EventKind.Rewound, now) { Data = reason })) inbox.Add(Rows.Send(database, row.Number, new(input))!);
        foreach (var step in OpenChildren)
        {
            switch (ChildInstances.Find(database, row, step))
            {
                case { IsFinished: false }:
                    break;
                case { Status: OrchestrationRuntimeStatus.Completed } child:
                    HistoryEvent answer = new(EventKind.ChildCompleted, now, step.Task) { Data = child.Output };
                    inbox.Add(Rows.Send(database, row.Number, new(answer, row.Generation))!);
                    break;
                default:
                    // It was terminated, purged or never there: nothing of it can go on.
                    var (started, refusal) = ChildInstances.Start(database, row, step, now);
                    if (started is not null) children.Add(started);
                    if (refusal is not null) inbox.Add(refusal);
                    break;
            }
        }

        return new(row, History, inbox);
    }
}

/// <summary>An instance that goes on, with what is on its way to it.</summary>
internal sealed record RewoundInstance(InstanceRow Row, IReadOnlyList<HistoryEvent> History, IReadOnlyList<Message> Inbox);

/// <summary>The instances that go on, and the children that start anew.</summary>
internal sealed record RewoundInstances(IReadOnlyList<RewoundInstance> Instances, IReadOnlyList<InstanceRow> Children);
