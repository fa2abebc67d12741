using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Orchestrations.Rehydration;

/// <summary>
/// Brings records back from archives, page by page of what is archived, round after round until one finds nothing more to bring
/// back. What is out of reach is waited for. Its payloads hold ids, codes and numbers.
/// </summary>
public static class RehydrationOrchestration
{
    public const string Name = "RehydrateRecords";

    /// <summary>Longer than any outage: each step finds what it had done.</summary>
    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 100_000, TimeSpan.FromMilliseconds(500), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    /// <summary>Its instances, by the person or the archival that they are about.</summary>
    public static SubjectInstances Instances { get; } = new("rehydration");

    public static string InstanceOf(RehydrationPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return Instances.IdOf(new SubjectPlace(place.TenantId, place.SubjectId), place.RehydrationId);
    }

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, RehydrationCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(checkpoint);
        context.SetCustomStatus(new RehydrationProgress(checkpoint.Counts.Back, checkpoint.Total, WaitsFor: null, Until: null));
        var page = await context.CallActivityAsync<ArchivedPage>(RehydrationActivities.List, new ListTask(checkpoint.Place, checkpoint.Continuation), Patiently);
        var done = await context.CallActivityAsync<BroughtBack>(RehydrationActivities.BringBack, new BringBackTask(checkpoint.Place, page.Entries), Patiently);
        var after = checkpoint.After(page, done);
        if (after.Continuation is not null)
        {
            context.ContinueAsNew(after);
        }
        // Once more: what is taken out of a list while it is read may hide something from its next page.
        else if (after.HasMoved)
        {
            context.ContinueAsNew(after.NextRound());
        }
        else if (after.WaitsFor is { } waitsFor)
        {
            var until = context.CurrentUtcDateTime + after.Poll;
            context.SetCustomStatus(new RehydrationProgress(after.Counts.Back, after.Total, waitsFor, new DateTimeOffset(until, TimeSpan.Zero)));
            await context.CreateTimer(until, CancellationToken.None);
            context.ContinueAsNew(after.NextRound());
        }
        else
        {
            await context.CallActivityAsync(RehydrationActivities.Finish, new FinishTask(after.Place, after.Counts), Patiently);
            context.SetCustomStatus(new RehydrationProgress(after.Counts.Back, after.Total, WaitsFor: null, Until: null));
        }
    }
}
