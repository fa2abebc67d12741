using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Cloud.Archives;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>
/// Takes records of a tenant and domain out of reach whose time is over, some at a time: chosen and written, read again, and only then
/// removed. What was moved stays moved, wherever it ends. Its payloads hold ids, codes, times and numbers.
/// </summary>
public static class ArchivalOrchestration
{
    public const string Name = "ArchiveRecords";

    public const string Prefix = "archival:";

    /// <summary>How often a part that is not what was written is written again.</summary>
    private const int MostDamaged = 3;

    /// <summary>For days: what was begun must come to its end, and nobody waits for it.</summary>
    private static readonly TaskOptions Persistently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5_000, TimeSpan.FromMilliseconds(500), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    public static string InstanceOf(ArchivalPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return $"{Prefix}{place.TenantId}:{place.ArchivalId}";
    }

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ArchivalCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(checkpoint);
        context.SetCustomStatus(checkpoint.Progress with { Step = checkpoint.Step });
        if (checkpoint.Step == ArchivalStep.Done) return;
        context.ContinueAsNew(await NextAsync(context, checkpoint));
    }

    private static async Task<ArchivalCheckpoint> NextAsync(TaskOrchestrationContext context, ArchivalCheckpoint checkpoint)
    {
        try
        {
            return checkpoint.Step switch
            {
                ArchivalStep.Choosing => await ChooseAsync(context, checkpoint),
                ArchivalStep.Removing => await RemoveAsync(context, checkpoint),
                _ => await EndAsync(context, checkpoint),
            };
        }
        catch (TaskFailedException) when (checkpoint.Step != ArchivalStep.Ending)
        {
            return Ending(checkpoint, ArchivalStops.StepFailed);
        }
    }

    private static async Task<ArchivalCheckpoint> ChooseAsync(TaskOrchestrationContext context, ArchivalCheckpoint checkpoint)
    {
        if (checkpoint.RecordTypes.Count == 0) return Ending(checkpoint, stop: null);
        var task = new ChooseTask(checkpoint.Place, checkpoint.RecordTypes[0], checkpoint.Cursor, checkpoint.Part);
        var answer = await context.CallActivityAsync<ChooseAnswer>(ArchivalActivities.Choose, task, Persistently);
        if (answer.IsBusy) return await WaitAsync(context, checkpoint);
        var spent = checkpoint with { Progress = checkpoint.Progress.Spend(answer.RequestUnits) };
        if (answer.Stop is { } stop) return Ending(spent, stop);
        // What is left alone is counted with what goes, once that has gone: till then, all of it may be chosen again.
        return answer.Chosen is { } chosen
            ? spent with { Step = ArchivalStep.Removing, Chosen = chosen, Left = answer.Months }
            : Beyond(spent with { Progress = spent.Progress.Add(parts: 0, answer.Months) }, answer.Next);
    }

    private static async Task<ArchivalCheckpoint> RemoveAsync(TaskOrchestrationContext context, ArchivalCheckpoint checkpoint)
    {
        var chosen = checkpoint.Chosen!;
        if (checkpoint.Progress.Until is { } until) await context.CreateTimer(until.UtcDateTime, CancellationToken.None);
        var task = new RemoveTask(checkpoint.Place, checkpoint.RecordTypes[0], checkpoint.Part, chosen);
        var answer = await context.CallActivityAsync<RemoveAnswer>(ArchivalActivities.Remove, task, Persistently);
        if (answer.IsBusy) return await WaitAsync(context, checkpoint);
        var spent = checkpoint with { Progress = checkpoint.Progress.Spend(answer.RequestUnits).Wait(answer.WaitsUntil) };
        if (answer.WaitsUntil is not null) return spent;
        if (answer.Months is not { } moved)
        {
            var again = spent with { Step = ArchivalStep.Choosing, Chosen = null, Left = [], Damaged = spent.Damaged + 1 };
            return again.Damaged < MostDamaged ? again : Ending(again, ArchivalStops.Damaged);
        }

        var removed = spent with
        {
            Step = ArchivalStep.Choosing, Chosen = null, Left = [], Damaged = 0, Part = spent.Part + 1, Progress = spent.Progress.Add(parts: 1, moved.Concat(spent.Left)),
        };
        return Beyond(removed, chosen.Next);
    }

    private static async Task<ArchivalCheckpoint> EndAsync(TaskOrchestrationContext context, ArchivalCheckpoint checkpoint)
    {
        var done = checkpoint with { Step = ArchivalStep.Done };
        await context.CallActivityAsync(ArchivalActivities.End, new EndTask(checkpoint.Place, checkpoint.Stop, checkpoint.Progress with { Step = ArchivalStep.Done }), Persistently);
        return done;
    }

    private static async Task<ArchivalCheckpoint> WaitAsync(TaskOrchestrationContext context, ArchivalCheckpoint checkpoint)
    {
        await context.CreateTimer(checkpoint.Pause, CancellationToken.None);
        return checkpoint;
    }

    private static ArchivalCheckpoint Beyond(ArchivalCheckpoint checkpoint, RetirementCursor? next) => next is null
        ? checkpoint with { RecordTypes = [.. checkpoint.RecordTypes.Skip(1)], Cursor = null }
        : checkpoint with { Cursor = next };

    private static ArchivalCheckpoint Ending(ArchivalCheckpoint checkpoint, string? stop) => checkpoint with { Step = ArchivalStep.Ending, Stop = stop };
}
