using System.Diagnostics;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>What can be ordered. Whether the accounts are there and hold enough, the steps find out.</summary>
public static class OrderDecisions
{
    /// <param name="ledger">The one that the money comes from.</param>
    public static Decision<TransferOrderEvent> Order(Ledger? ledger, OrderedTransfer transfer, string? reference)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        var violations = TransferChecks.Violations(transfer.Amount, transfer.Currency).ToList();
        if (transfer.ToLedgerId == transfer.FromLedgerId) violations.Add(new("/to/ledgerId", "is the ledger that the money comes from"));
        if (ledger is null) violations.Add(new("/from/ledgerId", "is no ledger"));
        if (violations.Count > 0) return PaymentErrors.TransferInvalid(violations);
        return new TransferOrdered
        {
            FromAccountId = transfer.FromAccountId,
            ToLedgerId = transfer.ToLedgerId,
            ToAccountId = transfer.ToAccountId,
            Amount = decimal.Truncate(transfer.Amount),
            Currency = transfer.Currency,
            Reference = TransferChecks.TextOrNull(reference),
        };
    }

    public static TransferOrder Evolve(TransferOrder? state, TransferOrderEvent fact) => (state, fact) switch
    {
        (null, TransferOrdered ordered) => new TransferOrder
        {
            Status = TransferOrderStatus.Ordered,
            FromAccountId = ordered.FromAccountId,
            ToLedgerId = ordered.ToLedgerId,
            ToAccountId = ordered.ToAccountId,
            Amount = ordered.Amount,
            Currency = ordered.Currency,
            Reference = ordered.Reference,
        },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "an order")}."),
    };
}
