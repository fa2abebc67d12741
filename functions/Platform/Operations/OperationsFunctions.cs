using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform.Operations;

/// <summary>How the app is doing: for a page, for a person with curl, and once a minute for the log.</summary>
public sealed class OperationsFunctions(OperationsReport report, Instruments instruments, TimeProvider time, ILogger<OperationsFunctions> log)
{
    [Function("GetOperationsMetrics")]
    [Allow(Role.Operator, Role.Staff)]
    [Objective(1000)]
    [Operation("Read latencies, charges, lags, dead letters, orchestrations and queues", Answer = typeof(OperationsMetrics))]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/metrics")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        Answers.Of(await report.ReadAsync(request.Caller().TenantId, client, cancellation));

    [Function("WatchQueues")]
    public async Task WatchAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        foreach (var queue in await report.QueuesAsync(cancellation) ?? [])
        {
            instruments.Depth(queue.Name, queue.Active, queue.DeadLetters);
            if (queue.IsTooDeep) log.TooDeep(queue.Name, queue.Active, queue.Limit);
            if (queue.DeadLetters > 0) log.GivenUp(queue.Name, queue.DeadLetters);
        }
    }

    [Function("WatchOrchestrations")]
    public async Task WatchFailuresAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var failed = await OrchestrationReport.FailedAsync(client, time.GetUtcNow() - OrchestrationReport.Watched, cancellation);
        instruments.FailedOrchestrations(failed.Count);
        foreach (var kind in failed.CountBy(one => one.Name)) log.HaveFailed(kind.Key, kind.Value);
    }
}
