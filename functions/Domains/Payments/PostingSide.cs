using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Payments;

/// <summary>An account as a transfer finds it.</summary>
/// <param name="Stored">Null where there is none.</param>
/// <param name="First">What must happen to the account before money moves.</param>
internal sealed record PostingSide(RecordKey Key, Stored<Account>? Stored, params IReadOnlyList<AccountEvent> First)
{
    public Party Party => new(Key.RecordId, First.Aggregate(Stored?.State, (state, fact) => AccountDecisions.Evolve(state, fact)));

    public RecordChange Change(AccountPosted posted) => new RecordChange<Account, AccountEvent>(PaymentsDomain.Accounts, Key, Stored, [.. First, posted]);
}

/// <summary>Several records of a partition, which change together or not at all.</summary>
internal static class PostingPlan
{
    /// <summary>The transfer first, which the command is about.</summary>
    public static Plan<Transfer> Of(RecordKey key, PostingSide from, PostingSide to, Movement movement, params IEnumerable<RecordChange> others) => new(Before: null,
    [
        new RecordChange<Transfer, TransferEvent>(PaymentsDomain.Transfers, key, before: null, [movement.Transfer]),
        from.Change(movement.From),
        to.Change(movement.To),
        .. others,
    ]);

    /// <summary>A reversing transfer, and what is known of it where the money was paid.</summary>
    public static Plan<Transfer> Of(RecordKey key, Stored<Transfer> paid, PostingSide payer, PostingSide payee, RefundMovement refund, params IEnumerable<RecordChange> others) =>
        Of(key, payee, payer, refund.Movement, [.. Changes(PaymentsDomain.Transfers, paid.Key, paid, [refund.Refunded]), .. others]);

    public static IEnumerable<RecordChange> Changes<TState, TEvent>(Domain<TState, TEvent> domain, RecordKey key, Stored<TState>? before, IReadOnlyList<TEvent> events)
        where TState : class
        where TEvent : class => events.Count == 0 ? [] : [new RecordChange<TState, TEvent>(domain, key, before, events)];
}
