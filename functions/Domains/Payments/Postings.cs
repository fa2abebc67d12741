using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>What commands on a ledger come to, from what is stored.</summary>
public sealed class Postings(RecordStore store)
{
    public async Task<Result<Plan<Account>>> OpenAsync(RecordKey key, AccountDetails details, CancellationToken cancellation)
    {
        var ledger = await FindLedgerAsync(key, cancellation);
        var decision = AccountDecisions.Open(ledger?.State, details);
        return decision.IsSuccess ? Plan(key, before: null, ledger!, decision.Value) : decision.Error;
    }

    public async Task<Result<Plan<Account>>> CloseAsync(Stored<Account> account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        var ledger = await FindLedgerAsync(account.Key, cancellation);
        var decision = AccountDecisions.Close(ledger?.State, account.State);
        return decision.IsSuccess ? Plan(account.Key, account, ledger!, decision.Value) : decision.Error;
    }

    public async Task<Result<Plan<Transfer>>> PostAsync(RecordKey key, TransferDetails details, AccountTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(details);
        ArgumentNullException.ThrowIfNull(turn);
        var (from, to) = await FindBothAsync(turn, key, details.FromAccountId, details.ToAccountId, cancellation);
        var decision = TransferDecisions.Post(key.RecordId, from.Party, to.Party, details);
        if (decision.IsSuccess) return PostingPlan.Of(key, from, to, decision.Value);
        // The ledger is looked up only to say what is wrong: whose accounts are there is there itself.
        return from.Stored is null && to.Stored is null && await FindLedgerAsync(key, cancellation) is null ? PaymentErrors.LedgerNotFound : decision.Error;
    }

    /// <param name="key">Of the refund.</param>
    public async Task<Result<Plan<Transfer>>> RefundAsync(RecordKey key, Guid paidId, RefundDetails details, AccountTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (await FindTransferAsync(key, paidId, cancellation) is not { } paid) return PaymentErrors.TransferNotFound;
        var (payer, payee) = await FindBothAsync(turn, key, paid.State.FromAccountId, paid.State.ToAccountId, cancellation);
        var decision = TransferDecisions.Refund(key.RecordId, paidId, paid.State, payer.Party, payee.Party, details);
        return decision.IsSuccess ? PostingPlan.Of(key, paid, payer, payee, decision.Value) : decision.Error;
    }

    /// <summary>A step of an order, in the ledger that the key is of.</summary>
    /// <param name="isDebit">The money goes to the clearing account, and else comes from there.</param>
    public async Task<Result<Plan<Transfer>>> SettleAsync(RecordKey key, Guid orderId, TransferOrder order, bool isDebit, AccountTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(turn);
        var clearingId = Account.ClearingIdOf(Guid.Parse(key.SubjectId), order.Currency);
        var (own, clearing) = await FindBothAsync(turn, key, isDebit ? order.FromAccountId : order.ToAccountId, clearingId, cancellation);
        if (clearing.Stored is null) clearing = clearing with { First = [AccountDecisions.OpenClearing(order.Currency)] };
        var (from, to) = isDebit ? (own, clearing) : (clearing, own);
        var decision = TransferDecisions.Settle(key.RecordId, from.Party, to.Party, orderId, order);
        return decision.IsSuccess ? PostingPlan.Of(key, from, to, decision.Value) : decision.Error;
    }

    /// <summary>Takes a debit back. Should its account have been closed meanwhile, it is opened again: the money must have a way home.</summary>
    public async Task<Result<Plan<Transfer>>> CompensateAsync(RecordKey key, Guid debitId, AccountTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (await FindTransferAsync(key, debitId, cancellation) is not { } debit) return PaymentErrors.TransferNotFound;
        var (payer, clearing) = await FindBothAsync(turn, key, debit.State.FromAccountId, debit.State.ToAccountId, cancellation);
        var ledger = (await FindLedgerAsync(key, cancellation))!;
        var reopening = AccountDecisions.Reopen(ledger.State, payer.Stored!.State);
        payer = payer with { First = reopening.Account };
        var decision = TransferDecisions.Compensate(key.RecordId, debitId, debit.State, payer.Party, clearing.Party);
        return decision.IsSuccess
            ? PostingPlan.Of(key, debit, payer, clearing, decision.Value, PostingPlan.Changes(PaymentsDomain.Ledgers, ledger.Key, ledger, reopening.Ledger))
            : decision.Error;
    }

    public Task<Stored<Ledger>?> FindLedgerAsync(RecordKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return store.FindAsync(PaymentsDomain.Ledgers, key with { RecordId = Guid.Parse(key.SubjectId) }, cancellation);
    }

    public Task<Stored<Transfer>?> FindTransferAsync(RecordKey key, Guid transferId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return store.FindAsync(PaymentsDomain.Transfers, key with { RecordId = transferId }, cancellation);
    }

    private async Task<(PostingSide One, PostingSide Other)> FindBothAsync(AccountTurn turn, RecordKey key, Guid one, Guid other, CancellationToken cancellation)
    {
        await turn.TakeAsync(one, other, cancellation);
        var finding = FindSideAsync(key, one, cancellation);
        var found = await FindSideAsync(key, other, cancellation);
        return (await finding, found);
    }

    private async Task<PostingSide> FindSideAsync(RecordKey key, Guid accountId, CancellationToken cancellation)
    {
        var at = key with { RecordId = accountId };
        return new PostingSide(at, await store.FindAsync(PaymentsDomain.Accounts, at, cancellation));
    }

    private static Plan<Account> Plan(RecordKey key, Stored<Account>? before, Stored<Ledger> ledger, AccountChange change) => new(before,
    [
        .. PostingPlan.Changes(PaymentsDomain.Accounts, key, before, change.Account),
        .. PostingPlan.Changes(PaymentsDomain.Ledgers, ledger.Key, ledger, change.Ledger),
    ]);
}
