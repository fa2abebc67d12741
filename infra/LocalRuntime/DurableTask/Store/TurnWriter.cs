using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>Writes a turn, with the children and messages that it gives rise to.</summary>
internal static class TurnWriter
{
    /// <returns>Null when the instance has been replaced meanwhile.</returns>
    public static TurnEffects? Write(Database database, Turn turn)
    {
        var (instance, number) = (turn.After, turn.After.Number);
        if (database.Run(
            "UPDATE instances SET status = $1, updated = $2, custom = $3, failure = $4, output = $5 WHERE number = $0",
            number, (int)instance.Status, instance.Updated.Ticks, instance.CustomStatus, instance.Failure, instance.Output) == 0) return null;
        foreach (var row in turn.Taken) database.Run("DELETE FROM inbox WHERE id = $0", row);
        if (turn.StartsOver)
        {
            database.Run("DELETE FROM history WHERE number = $0", number);
            database.Run(
                "UPDATE instances SET generation = $1, version = $2, input = $3 WHERE number = $0",
                number, instance.Generation, instance.Version, instance.Input);
        }

        for (var i = 0; i < turn.Entries.Count; i++) Rows.Append(database, number, turn.Position + i, turn.Entries[i]);

        TurnEffects effects = new();
        foreach (var decision in turn.Decisions)
        {
            if (decision.Kind == EventKind.ChildScheduled) StartChild(database, turn, decision, effects);
            else if (decision.Kind == EventKind.EventSent) SendEvent(database, turn, decision, effects);
        }

        if (instance.IsFinished) Finish(database, turn, effects);
        return effects;
    }

    private static void StartChild(Database database, Turn turn, HistoryEvent step, TurnEffects effects)
    {
        var (child, refusal) = ChildInstances.Start(database, turn.Before, step, turn.At);
        if (child is not null) effects.Children.Add(child);
        else if (refusal is not null) effects.Messages.Add((turn.Before.Number, refusal));
    }

    private static void SendEvent(Database database, Turn turn, HistoryEvent decision, TurnEffects effects)
    {
        var target = database.Read("SELECT number FROM instances WHERE id = $0", row => row.GetInt64(0), decision.Target);
        if (target.Count == 0) return;
        Send(database, target[0], new(new(EventKind.EventRaised, turn.At) { Name = decision.Name, Data = decision.Data }), effects);
    }

    private static void Finish(Database database, Turn turn, TurnEffects effects)
    {
        var instance = turn.After;
        database.Run("DELETE FROM inbox WHERE number = $0", instance.Number);
        if (turn.ForChildren is { } termination)
        {
            foreach (var child in Rows.Children(database, instance.Number)) Send(database, child, new(termination), effects);
        }

        if (instance.Parent is not { } parent) return;
        var answer = instance.Status == OrchestrationRuntimeStatus.Completed
            ? Answer(EventKind.ChildCompleted, turn, parent.Task, instance.Output, parent.Generation)
            : Answer(EventKind.ChildFailed, turn, parent.Task, instance.Failure ?? Terminated(instance), parent.Generation);
        Send(database, parent.Number, answer, effects);
    }

    private static string Terminated(InstanceRow instance) => Failures.Write(new(
        typeof(OperationCanceledException).FullName!, $"The orchestration instance {instance.Id} was terminated.", null, null, null));

    private static Message Answer(EventKind kind, Turn turn, int step, string? data, int generation) =>
        new(new(kind, turn.At, step) { Data = data }, generation);

    private static void Send(Database database, long number, Message message, TurnEffects effects)
    {
        if (Rows.Send(database, number, message) is { } stored) effects.Messages.Add((number, stored));
    }
}
