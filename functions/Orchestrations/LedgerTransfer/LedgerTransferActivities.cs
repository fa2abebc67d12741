using Microsoft.Azure.Functions.Worker;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

/// <summary>One step of one transfer.</summary>
public sealed record LedgerTransferTask(LedgerTransferCheckpoint Order, LedgerTransferStep Step);

/// <summary>Taking a step again that was taken before the process ended changes nothing.</summary>
public sealed class LedgerTransferActivities(PostTransfer post)
{
    public const string Post = "PostLedgerTransferStep";

    /// <returns>Why the step is refused for good; null when it is taken.</returns>
    [Function(Post)]
    public async Task<string?> PostAsync([ActivityTrigger] LedgerTransferTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (order, step) = task;
        var caller = new Caller(order.TenantId, order.CallerId, PersonId: null, new HashSet<Role>());
        var refusal = await post(caller, order.Transfer.FromLedgerId, order.OrderId, step, cancellation);
        // What may pass is tried again, and so is the way back, whatever speaks against it: money must not stay in between.
        return refusal is { Kind: ErrorKind.Unavailable } || (refusal is not null && step == LedgerTransferStep.Reverse)
            ? throw new InvalidOperationException($"The step {step} of the transfer {order.OrderId} is not taken: {refusal.Code}.")
            : refusal?.Code;
    }
}
