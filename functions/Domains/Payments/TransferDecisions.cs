using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>An account that takes part in a transfer.</summary>
/// <param name="State">Null where there is no such account.</param>
public sealed record Party(Guid Id, Account? State);

/// <summary>What a transfer does, to be committed together, or money would come to be or be lost.</summary>
public sealed record Movement(TransferPosted Transfer, AccountPaidOut From, AccountPaidIn To);

/// <summary>What a refund does: a movement, and the transfer that it reverses knows of it.</summary>
public sealed record RefundMovement(Movement Movement, TransferRefunded Refunded);

/// <summary>How money is moved within a ledger. Nothing here makes money or loses any: what leaves one account reaches the other.</summary>
public static class TransferDecisions
{
    public static Result<Movement> Post(Guid transferId, Party from, Party to, TransferDetails details)
    {
        var normal = TransferChecks.Normal(details);
        if (!normal.IsSuccess) return normal.Error;
        return Refusal(from, to, normal.Value.Currency, maySettle: false) is { } refusal
            ? refusal
            : Move(transferId, from, to, normal.Value);
    }

    /// <summary>A step of a transfer between ledgers, one party of which is a clearing account.</summary>
    public static Result<Movement> Settle(Guid transferId, Party from, Party to, Guid orderId, TransferOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (Refusal(from, to, order.Currency, maySettle: true) is { } refusal) return refusal;
        var moved = Move(transferId, from, to, new TransferDetails
        {
            FromAccountId = from.Id,
            ToAccountId = to.Id,
            Amount = order.Amount,
            Currency = order.Currency,
            Purpose = TransferPurpose.BetweenLedgers,
            Reference = order.Reference,
        });
        return moved.IsSuccess ? moved.Value with { Transfer = moved.Value.Transfer with { OrderId = orderId } } : moved.Error;
    }

    /// <param name="payer">Whose money it was, and is again.</param>
    /// <param name="payee">Who had it in between.</param>
    public static Result<RefundMovement> Refund(Guid refundId, Guid paidId, Transfer? paid, Party payer, Party payee, RefundDetails details)
    {
        var normal = TransferChecks.Normal(details);
        if (!normal.IsSuccess) return normal.Error;
        if (paid is null) return PaymentErrors.TransferNotFound;
        if (paid.Refunds is not null) return PaymentErrors.RefundOfRefund;
        if (paid.OrderId is not null) return PaymentErrors.RefundOfStep;
        if (Refusal(payee, payer, paid.Currency, maySettle: false) is { } refusal) return refusal;
        return Reverse(refundId, paidId, paid, payer, payee, normal.Value);
    }

    /// <summary>Takes back the first step of a transfer between ledgers, whose second one was refused.</summary>
    public static Result<RefundMovement> Compensate(Guid refundId, Guid paidId, Transfer paid, Party payer, Party clearing) =>
        Reverse(refundId, paidId, paid, payer, clearing, new RefundDetails { Reason = RefundReason.NotDelivered, Reference = paid.Reference });

    public static Transfer Evolve(Transfer? state, TransferEvent fact) => (state, fact) switch
    {
        (null, TransferPosted posted) => new Transfer
        {
            Status = TransferStatus.Posted,
            FromAccountId = posted.FromAccountId,
            ToAccountId = posted.ToAccountId,
            FromKind = posted.FromKind,
            ToKind = posted.ToKind,
            FromPosting = posted.FromPosting,
            ToPosting = posted.ToPosting,
            Amount = posted.Amount,
            Currency = posted.Currency,
            Purpose = posted.Purpose,
            Reference = posted.Reference,
            PersonId = posted.PersonId,
            Refunds = posted.Refunds,
            RefundReason = posted.RefundReason,
            RefundedAmount = 0,
            OrderId = posted.OrderId,
        },
        ({ }, TransferRefunded refunded) => state with { RefundedAmount = refunded.RefundedAmount },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a transfer")}."),
    };

    private static Result<RefundMovement> Reverse(Guid refundId, Guid paidId, Transfer paid, Party payer, Party payee, RefundDetails details)
    {
        var left = paid.Amount - paid.RefundedAmount;
        var amount = details.Amount ?? left;
        if (left == 0 || amount > left) return PaymentErrors.RefundExceeds;
        var moved = Move(refundId, payee, payer, new TransferDetails
        {
            FromAccountId = payee.Id,
            ToAccountId = payer.Id,
            Amount = amount,
            Currency = paid.Currency,
            Purpose = paid.Purpose,
            Reference = details.Reference,
            PersonId = paid.PersonId,
        });
        if (!moved.IsSuccess) return moved.Error;
        var reversing = moved.Value with { Transfer = moved.Value.Transfer with { Refunds = paidId, RefundReason = details.Reason, OrderId = paid.OrderId } };
        return new RefundMovement(reversing, new TransferRefunded { RefundId = refundId, RefundedAmount = paid.RefundedAmount + amount });
    }

    private static Result<Movement> Move(Guid transferId, Party from, Party to, TransferDetails details)
    {
        var (source, target) = (from.State!, to.State!);
        if (!source.MayBeNegative && source.Balance < details.Amount) return PaymentErrors.InsufficientFunds;
        var paidOut = new AccountPaidOut
        {
            TransferId = transferId,
            Amount = details.Amount,
            BalanceBefore = source.Balance,
            Balance = source.Balance - details.Amount,
            Postings = source.Postings + 1,
        };
        var paidIn = new AccountPaidIn
        {
            TransferId = transferId,
            Amount = details.Amount,
            BalanceBefore = target.Balance,
            Balance = target.Balance + details.Amount,
            Postings = target.Postings + 1,
        };
        var posted = new TransferPosted
        {
            FromAccountId = from.Id,
            ToAccountId = to.Id,
            FromKind = source.Kind,
            ToKind = target.Kind,
            FromPosting = paidOut.Postings,
            ToPosting = paidIn.Postings,
            Amount = details.Amount,
            Currency = details.Currency,
            Purpose = details.Purpose,
            Reference = details.Reference,
            PersonId = details.PersonId,
        };
        return new Movement(posted, paidOut, paidIn);
    }

    /// <summary>Null where both are there, open, and of the currency.</summary>
    /// <param name="maySettle">Clearing accounts may take part.</param>
    private static Error? Refusal(Party from, Party to, string currency, bool maySettle)
    {
        var violations = Each(from, "/fromAccountId").Concat(Each(to, "/toAccountId")).ToList();
        if (violations.Count > 0) return PaymentErrors.TransferInvalid(violations);
        var closed = Closed(from, "/fromAccountId").Concat(Closed(to, "/toAccountId")).ToList();
        return closed.Count > 0 ? PaymentErrors.AccountClosed(closed) : null;

        IEnumerable<Violation> Each(Party party, string field) => party.State switch
        {
            null => [new(field, "is no account of this ledger")],
            { IsClearing: true } when !maySettle => [new(field, "is a clearing account, which only transfers between ledgers touch")],
            { } account when account.Currency != currency => [new(field, "is an account in another currency"), new("/currency", "is not that of the account")],
            _ => [],
        };

        static IEnumerable<Violation> Closed(Party party, string field) =>
            party.State is { Status: AccountStatus.Closed } ? [new(field, "is a closed account")] : [];
    }
}
