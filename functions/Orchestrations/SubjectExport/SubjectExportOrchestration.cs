using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>
/// Collects a copy of all that is kept about a person, section by section, packs it, reads it again and only then says that it is
/// there. Whatever ends it before that, nothing of it is left. Its payloads hold ids, codes, numbers and hashes.
/// </summary>
public static class SubjectExportOrchestration
{
    public const string Name = "ExportSubject";

    private const string StepFailed = "step-failed";

    /// <summary>Stores that are out of reach for half an hour may come back.</summary>
    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 40, TimeSpan.FromMilliseconds(500), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>For days: what was written must go.</summary>
    private static readonly TaskOptions Persistently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 5_000, TimeSpan.FromMilliseconds(500), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>Their instances, by whom they are about.</summary>
    public static SubjectInstances Instances { get; } = new("subject-export");

    public static string InstanceOf(SubjectExportPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Instances.IdOf(new SubjectPlace(place.TenantId, place.PersonId.ToString()), place.ExportId);
    }

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, SubjectExportCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(checkpoint);
        context.SetCustomStatus(SubjectExportProgress.Of(checkpoint));
        if (checkpoint.Step == SubjectExportStep.Done) return;
        context.ContinueAsNew(await NextAsync(context, checkpoint));
    }

    private static async Task<SubjectExportCheckpoint> NextAsync(TaskOrchestrationContext context, SubjectExportCheckpoint checkpoint)
    {
        try
        {
            return checkpoint.Step switch
            {
                SubjectExportStep.Collecting => await CollectAsync(context, checkpoint),
                SubjectExportStep.Packing => await PackAsync(context, checkpoint),
                SubjectExportStep.Verifying => await VerifyAsync(context, checkpoint),
                SubjectExportStep.Publishing => await PublishAsync(context, checkpoint),
                _ => await CompensateAsync(context, checkpoint),
            };
        }
        catch (TaskFailedException) when (checkpoint.Step != SubjectExportStep.Compensating)
        {
            return Stopped(checkpoint, StepFailed);
        }
    }

    private static async Task<SubjectExportCheckpoint> CollectAsync(TaskOrchestrationContext context, SubjectExportCheckpoint checkpoint)
    {
        if (checkpoint.Collected.Count == checkpoint.Sections.Count) return checkpoint with { Step = SubjectExportStep.Packing };
        if (checkpoint.WaitsFor is not null) await context.CreateTimer(checkpoint.Poll, CancellationToken.None);
        var section = checkpoint.Sections[checkpoint.Collected.Count];
        var answer = await context.CallActivityAsync<CollectAnswer>(SubjectExportActivities.Collect, new CollectTask(checkpoint.Place, section), Patiently);
        if (answer.WaitsFor is { } waitsFor) return checkpoint with { WaitsFor = waitsFor };
        return answer.Result is { } result ? checkpoint with { Collected = [.. checkpoint.Collected, result], WaitsFor = null } : Stopped(checkpoint, answer.Stop!);
    }

    private static async Task<SubjectExportCheckpoint> PackAsync(TaskOrchestrationContext context, SubjectExportCheckpoint checkpoint)
    {
        var answer = await context.CallActivityAsync<PackAnswer>(SubjectExportActivities.Pack, new PackTask(checkpoint.Place, checkpoint.Collected), Patiently);
        return answer.Package is { } package ? checkpoint with { Step = SubjectExportStep.Verifying, Package = package } : Stopped(checkpoint, answer.Stop!);
    }

    private static async Task<SubjectExportCheckpoint> VerifyAsync(TaskOrchestrationContext context, SubjectExportCheckpoint checkpoint)
    {
        var stop = await context.CallActivityAsync<string?>(SubjectExportActivities.Verify, new VerifyTask(checkpoint.Place, checkpoint.Package!), Patiently);
        return stop is null ? checkpoint with { Step = SubjectExportStep.Publishing } : Stopped(checkpoint, stop);
    }

    private static async Task<SubjectExportCheckpoint> PublishAsync(TaskOrchestrationContext context, SubjectExportCheckpoint checkpoint)
    {
        var done = checkpoint with { Step = SubjectExportStep.Done };
        var task = new PublishTask(checkpoint.Place, checkpoint.Package!.Size, SubjectExportProgress.Of(done));
        var stop = await context.CallActivityAsync<string?>(SubjectExportActivities.Publish, task, Patiently);
        return stop is null ? done : Stopped(checkpoint, stop);
    }

    private static async Task<SubjectExportCheckpoint> CompensateAsync(TaskOrchestrationContext context, SubjectExportCheckpoint checkpoint)
    {
        var done = checkpoint with { Step = SubjectExportStep.Done };
        await context.CallActivityAsync(SubjectExportActivities.Compensate, new CompensateTask(checkpoint.Place, checkpoint.Reason!, SubjectExportProgress.Of(done)), Persistently);
        return done;
    }

    private static SubjectExportCheckpoint Stopped(SubjectExportCheckpoint checkpoint, string reason) => checkpoint with { Step = SubjectExportStep.Compensating, Reason = reason, WaitsFor = null };
}
