using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

/// <summary>
/// Moves money between ledgers without a transaction that spans them: out of the one, into the other, and back into the first
/// one when the other refuses. What is on its way stands in the ledgers' clearing accounts, so that either's books come to
/// nothing at any moment.
/// </summary>
public static class LedgerTransferOrchestration
{
    public const string Name = "TransferBetweenLedgers";

    /// <summary>For about a week, since nobody but an operator could go on afterwards.</summary>
    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 10_000, TimeSpan.FromMilliseconds(200), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, LedgerTransferCheckpoint order)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(order);
        var status = LedgerTransferStatus.Begun;
        while (status.Next() is { } step)
        {
            var refusal = await context.CallActivityAsync<string?>(LedgerTransferActivities.Post, new LedgerTransferTask(order, step), Patiently);
            status = status.After(step, refusal, new DateTimeOffset(context.CurrentUtcDateTime));
            context.SetCustomStatus(status);
        }
    }
}
