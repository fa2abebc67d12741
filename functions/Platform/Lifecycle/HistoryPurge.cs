using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Platform.Lifecycle;

/// <summary>Purges the histories of orchestrations when they are over for long enough.</summary>
public sealed class HistoryPurge(IEnumerable<SubjectInstances> subjects, HistoryOptions options, TimeProvider time)
{
    private static readonly OrchestrationRuntimeStatus[] Over = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Of those about one person: how they ended is kept where it belongs. Often, and so by their ids alone.</summary>
    [Function("PurgeSubjectHistories")]
    public async Task PurgeOfSubjectsAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        foreach (var kind in subjects) await PurgeAsync(client, new OrchestrationQuery(Statuses: Over, InstanceIdPrefix: kind.Prefix), _ => options.LifeOfSubjects, cancellation);
    }

    /// <summary>Of all. An orchestration that has begun lately cannot be over for long.</summary>
    [Function("PurgeHistories")]
    public Task PurgeAsync([TimerTrigger("0 23 4 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var shortest = options.Life < options.LifeOfSubjects ? options.Life : options.LifeOfSubjects;
        return PurgeAsync(client, new OrchestrationQuery(CreatedTo: time.GetUtcNow() - shortest, Statuses: Over), LifeOf, cancellation);
    }

    private TimeSpan LifeOf(string instance) => subjects.Any(kind => instance.StartsWith(kind.Prefix, StringComparison.Ordinal)) ? options.LifeOfSubjects : options.Life;

    private async Task PurgeAsync(DurableTaskClient client, OrchestrationQuery query, Func<string, TimeSpan> life, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (instance.LastUpdatedAt <= now - life(instance.InstanceId)) await client.PurgeInstanceAsync(instance.InstanceId, cancellation);
        }
    }
}
