using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Payments;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>Staff open ledgers and accounts, post what is paid and give it back; orders move money between
/// ledgers. Double entry: every transfer takes from one account what it gives to another.</description></item>
/// <item><term>change</term><description>Accounts with every transfer that touches them. A transfer never changes, but for how much of it was given
/// back; a mistake is undone by another transfer.</description></item>
/// <item><term>truth, owner</term><description>This container; the team finance. The transfers are the truth, a balance is their sum, kept so
/// that nobody overdraws: the trial balance compares the two.</description></item>
/// <item><term>debug</term><description>The events of an account name each transfer with the balance before and after; every transfer has its number
/// in both accounts, so that a gap or a double shows.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key, which is the intent to pay. Steps between ledgers by ids derived from their order.</description></item>
/// <item><term>not stored</term><description>Names, bank details and cards: a person is an id that only People can resolve. Balances in lists: each
/// account is a document of its own.</description></item>
/// <item><term>consumers, future reads</term><description>Statements of an account, the trial balance, what concerns a person; settlement between
/// ledgers by their clearing accounts.</description></item>
/// <item><term>recovery</term><description>Balances from the transfers; a lost container, from its backup. An order that broke off goes on from its
/// first missing transfer.</description></item>
/// </list>
/// </summary>
public static class PaymentsDomain
{
    private const string Container = "payments";
    private const string Team = "finance";

    /// <summary>What lies in a ledger's partition stays; of a person whom a transfer concerned, see <see cref="PaymentsServices"/>.</summary>
    private static readonly Erasure Kept = Erasure.Retain("Books of account are kept for ten years (commercial and tax law)");

    public static Domain<Ledger, LedgerEvent> Ledgers { get; } = new(Container, "ledger")
    {
        Owner = Team,
        Erasure = Erasure.NotPersonal,
        Events =
        [
            EventType.Of<LedgerOpened>("ledger-opened"),
            EventType.Of<LedgerAccountOpened>("ledger-account-opened"),
            EventType.Of<LedgerAccountClosed>("ledger-account-closed"),
            EventType.Of<LedgerClosed>("ledger-closed"),
        ],
        Queries = [new QueryPattern("The ledgers of a tenant, the newest first", "createdAt")],
        Evolve = LedgerDecisions.Evolve,
    };

    public static Domain<Account, AccountEvent> Accounts { get; } = new(Container, "account")
    {
        Owner = Team,
        Erasure = Erasure.NotPersonal,
        Events =
        [
            EventType.Of<AccountOpened>("account-opened"),
            EventType.Of<AccountPaidOut>("account-paid-out"),
            EventType.Of<AccountPaidIn>("account-paid-in"),
            EventType.Of<AccountClosed>("account-closed"),
            EventType.Of<AccountReopened>("account-reopened"),
        ],
        Queries = [new QueryPattern("The accounts of a ledger that are open, or closed, the newest first", "status", "createdAt")],
        Evolve = AccountDecisions.Evolve,
    };

    /// <summary>Without retention: what an account holds is proved by all that has reached and left it. Whom one concerned is taken out when they are erased.</summary>
    public static Domain<Transfer, TransferEvent> Transfers { get; } = new(Container, "transfer")
    {
        Owner = Team,
        Erasure = Kept,
        Events = [EventType.Of<TransferPosted>("transfer-posted"), EventType.Of<TransferRefunded>("transfer-refunded")],
        Queries =
        [
            new QueryPattern("What left an account, the newest first", "fromAccountId", "createdAt"),
            new QueryPattern("What reached an account, the newest first", "toAccountId", "createdAt"),
            new QueryPattern("What concerns a person, the newest first", "personId", "createdAt"),
        ],
        Evolve = TransferDecisions.Evolve,
    };

    public static Domain<TransferOrder, TransferOrderEvent> Orders { get; } = new(Container, "transfer-order")
    {
        Owner = Team,
        Erasure = Kept,
        Retention = Retention.Years(10, after: "status", becomes: "ordered", "Sections 147 AO and 257 HGB: books and vouchers are kept for ten years"),
        Events = [EventType.Of<TransferOrdered>("transfer-ordered")],
        Evolve = OrderDecisions.Evolve,
    };
}
