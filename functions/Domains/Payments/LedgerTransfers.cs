using System.Diagnostics;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>What transfers between ledgers ask of payments: an order, and its steps, each a transfer within one ledger.</summary>
public sealed class LedgerTransfers(RecordStore store, Commands commands, Postings postings, AccountTurns turns)
{
    public async Task<Result<bool>> OrderAsync(CommandContext context, Guid orderId, OrderedTransfer transfer, string? reference, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(transfer);
        var key = new RecordKey(context.Caller.TenantId, transfer.FromLedgerId.ToString(), orderId);
        var ordered = await commands.RunAsync(PaymentsDomain.Orders, key, context, PlanAsync, cancellation);
        if (!ordered.IsSuccess) return ordered.Error;
        return ordered.Value.IsRepeated;

        async Task<Result<Plan<TransferOrder>>> PlanAsync()
        {
            var ledger = await postings.FindLedgerAsync(key, cancellation);
            var decision = OrderDecisions.Order(ledger?.State, transfer, reference);
            if (decision.IsRefused) return decision.Error;
            return new Plan<TransferOrder>(Before: null, [.. PostingPlan.Changes(PaymentsDomain.Orders, key, before: null, decision.Events)]);
        }
    }

    public async Task<Error?> PostAsync(Caller caller, Guid fromLedgerId, Guid orderId, LedgerTransferStep step, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var orderKey = new RecordKey(caller.TenantId, fromLedgerId.ToString(), orderId);
        if (await store.FindAsync(PaymentsDomain.Orders, orderKey, cancellation) is not { } order) return PaymentErrors.OrderNotFound;
        var ledgerId = step == LedgerTransferStep.Credit ? order.State.ToLedgerId : fromLedgerId;
        var key = new RecordKey(caller.TenantId, ledgerId.ToString(), IdOf(orderId, step));
        var context = new CommandContext(caller, Reason(step)) { TraceParent = Activity.Current?.Id, CommandId = Uuid.Derived("command", key.RecordId.ToString()) };
        using var turn = turns.Begin();
        var posted = await commands.RunAsync(PaymentsDomain.Transfers, key, context, PlanAsync, cancellation);
        // The step was taken, or the clearing account opened, in between. Now that it is there, the plan is a different one.
        if (posted.Error == StoreErrors.Exists) posted = await commands.RunAsync(PaymentsDomain.Transfers, key, context, PlanAsync, cancellation);
        // Another run of the step may have taken it after this one had looked, and this one is refused for what that has left.
        return posted.IsSuccess || await postings.FindTransferAsync(key, key.RecordId, cancellation) is not null ? null : posted.Error;

        async Task<Result<Plan<Transfer>>> PlanAsync()
        {
            if (await postings.FindTransferAsync(key, key.RecordId, cancellation) is { } taken) return new Plan<Transfer>(taken, []);
            return step == LedgerTransferStep.Reverse
                ? await postings.CompensateAsync(key, IdOf(orderId, LedgerTransferStep.Debit), turn, cancellation)
                : await postings.SettleAsync(key, orderId, order.State, isDebit: step == LedgerTransferStep.Debit, turn, cancellation);
        }
    }

    /// <summary>A step finds its transfer again however often it is taken.</summary>
    public static Guid IdOf(Guid orderId, LedgerTransferStep step) => Uuid.Derived("ledger-transfer", orderId.ToString(), Reason(step));

    private static string Reason(LedgerTransferStep step) => step switch
    {
        LedgerTransferStep.Debit => "ledger-transfer-debited",
        LedgerTransferStep.Credit => "ledger-transfer-credited",
        LedgerTransferStep.Reverse => "ledger-transfer-reversed",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
