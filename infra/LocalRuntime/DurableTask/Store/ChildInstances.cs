using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>The instances of sub-orchestrations.</summary>
internal static class ChildInstances
{
    /// <returns>The new child; or, when an instance that is not finished has its id, how the step fails.</returns>
    public static (InstanceRow? Child, Message? Refusal) Start(Database database, InstanceRow parent, HistoryEvent step, DateTime at)
    {
        if (Rows.Find(database, step.Target!) is { } existing)
        {
            if (!existing.IsFinished) return (null, Rows.Send(database, parent.Number, Refusal(parent, step, at)));
            Rows.Delete(database, existing.Number);
        }

        return (Rows.Insert(database, new(0, step.Target!, step.Name!, step.Version ?? string.Empty)
        {
            Status = OrchestrationRuntimeStatus.Pending,
            Created = at,
            Updated = at,
            Input = step.Data,
            Tags = step.Tags,
            Parent = new(parent.Number, parent.Generation, step.Task, parent.Name, parent.Id),
        }), null);
    }

    /// <returns>The instance that the step has started, if it is still there.</returns>
    public static InstanceRow? Find(Database database, InstanceRow parent, HistoryEvent step) =>
        Rows.Find(database, step.Target!) is { Parent: { } caller } child
        && (caller.Number, caller.Generation, caller.Task) == (parent.Number, parent.Generation, step.Task) ? child : null;

    private static Message Refusal(InstanceRow parent, HistoryEvent step, DateTime at)
    {
        TaskFailureDetails taken = new(
            typeof(InvalidOperationException).FullName!, $"An orchestration instance with the ID {step.Target} already exists.", null, null, null);
        return new(new(EventKind.ChildFailed, at, step.Task) { Data = Failures.Write(taken) }, parent.Generation);
    }
}
