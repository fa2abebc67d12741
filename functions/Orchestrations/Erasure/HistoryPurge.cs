using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Functions.Orchestrations.Erasure.Reconciling;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Purges the histories of erasures that are over: what was done stands in their cases, and nothing of the subject stays elsewhere.</summary>
public sealed class HistoryPurge(ErasureOptions options, TimeProvider time)
{
    private static readonly OrchestrationRuntimeStatus[] Over = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    [Function("PurgeErasureHistories")]
    public async Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        await PurgeAsync(ErasureOrchestration.Prefix, client, cancellation);
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
