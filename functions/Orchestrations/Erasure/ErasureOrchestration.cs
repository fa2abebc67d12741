using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>
/// Erases a person: does what comes next until nothing comes any more. All that has happened is kept in the erasure's case, so that
/// it goes on from there whatever becomes of the process, or of this orchestration.
/// </summary>
public static class ErasureOrchestration
{
    public const string Name = "EraseSubject";

    /// <summary>Says that the case has changed: that somebody was identified, has confirmed, cancelled, answered. When it is lost, the next look finds it.</summary>
    public const string Changed = "changed";

    /// <summary>Longer than any outage: nothing that the law wants done is given up. A step that failed has done part of its work, and goes on soon.</summary>
    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 1_000_000, TimeSpan.FromMilliseconds(200), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(5)));

    /// <summary>Its instances, by whom they are about.</summary>
    public static SubjectInstances Instances { get; } = new("erasure");

    public static string InstanceOf(string tenantId, Guid personId, Guid erasureId) => Instances.IdOf(new SubjectPlace(tenantId, personId.ToString()), erasureId);

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ErasureCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(checkpoint);
        var task = new ErasureTask(checkpoint.TenantId, checkpoint.ErasureId);
        var sight = await context.CallActivityAsync<ErasureSight>(PreparingActivities.Look, task, Patiently);
        while (true)
        {
            var now = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
            var next = ErasurePlan.Next(sight.Facts, now, checkpoint.Poll);
            context.SetCustomStatus(new ErasureProgress(next.Step, sight.Done, sight.Total, next.WaitsFor, next.WaitUntil));
            if (next.Step is not { } step) return;
            if (next.WaitUntil is { } until)
            {
                await WaitAsync(context, until - now);
                context.ContinueAsNew(checkpoint);
                return;
            }

            sight = await context.CallActivityAsync<ErasureSight>(ActivityOf(step), task with { Step = step }, Patiently);
        }
    }

    private static async Task WaitAsync(TaskOrchestrationContext context, TimeSpan time)
    {
        try
        {
            await context.WaitForExternalEvent<object?>(Changed, time);
        }
        catch (TaskCanceledException)
        {
            // Nobody has said anything in that time.
        }
    }

    private static string ActivityOf(ErasureStep step) => step switch
    {
        ErasureStep.Restrict => PreparingActivities.Restrict,
        ErasureStep.Announce => PreparingActivities.Announce,
        ErasureStep.Commit => ErasingActivities.Commit,
        ErasureStep.Cancel => PreparingActivities.Cancel,
        ErasureStep.Unlinking or ErasureStep.Records or ErasureStep.ReadModels or ErasureStep.Copies => ErasingActivities.EraseStores,
        ErasureStep.DestroyKey => ErasingActivities.DestroyKey,
        ErasureStep.Verify => ErasingActivities.Verify,
        ErasureStep.Tell => RecipientActivities.Tell,
        ErasureStep.Escalate => RecipientActivities.Escalate,
        ErasureStep.Certify => CertifyingActivities.Certify,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "It is waited for, and done by nobody here."),
    };
}
