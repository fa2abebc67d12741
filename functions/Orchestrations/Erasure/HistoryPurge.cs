using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Reconciling;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Purges the histories of orchestrations about subjects when they are over: how they ended is kept where it belongs.</summary>
public sealed class HistoryPurge(IEnumerable<SubjectInstances> kinds, ErasureOptions options, TimeProvider time)
{
    private static readonly OrchestrationRuntimeStatus[] Over = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    [Function("PurgeSubjectHistories")]
    public async Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        foreach (var kind in kinds) await PurgeAsync(kind.Prefix, client, cancellation);
        await PurgeAsync(ReconcileOrchestration.Prefix, client, cancellation);
    }

    private async Task PurgeAsync(string prefix, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var before = time.GetUtcNow() - options.HistoryLife;
        var query = new OrchestrationQuery(Statuses: Over, InstanceIdPrefix: prefix);
        await foreach (var instance in client.GetAllInstancesAsync(query).WithCancellation(cancellation))
        {
            if (instance.LastUpdatedAt <= before) await client.PurgeInstanceAsync(instance.InstanceId, cancellation);
        }
    }
}
