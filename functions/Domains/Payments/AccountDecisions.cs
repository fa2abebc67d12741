using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Payments;

/// <summary>What happens to an account and to its ledger's count of accounts: committed together, or the count would drift.</summary>
public sealed record AccountChange(IReadOnlyList<AccountEvent> Account, IReadOnlyList<LedgerEvent> Ledger);

/// <summary>How accounts are opened and closed. What transfers do to them: <see cref="TransferDecisions"/>.</summary>
public static class AccountDecisions
{
    private static readonly AccountChange Nothing = new([], []);

    public static Result<AccountChange> Open(Ledger? ledger, AccountDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        if (ledger is null) return PaymentErrors.LedgerNotFound;
        if (ledger.Status == LedgerStatus.Closed) return PaymentErrors.LedgerClosed;
        var violations = new List<Violation>();
        if (string.IsNullOrWhiteSpace(details.Name)) violations.Add(new("/name", "has no text"));
        if (Currencies.MinorUnits(details.Currency) is null) violations.Add(TransferChecks.NoCurrency);
        if (violations.Count > 0) return PaymentErrors.AccountInvalid(violations);
        return Opened(ledger, new AccountOpened
        {
            Name = details.Name.Trim(),
            Currency = details.Currency,
            MinorUnits = Currencies.MinorUnits(details.Currency)!.Value,
            Kind = details.Kind,
            MayBeNegative = details.MayBeNegative ?? IsUsuallyNegative(details.Kind),
            IsClearing = false,
        });
    }

    /// <summary>Stays open for good, and does not count: what is under way between ledgers must be able to go on, or back.</summary>
    public static AccountOpened OpenClearing(string currency) => new()
    {
        Name = $"Clearing {currency}",
        Currency = currency,
        MinorUnits = Currencies.MinorUnits(currency)!.Value,
        Kind = AccountKind.Liability,
        MayBeNegative = true,
        IsClearing = true,
    };

    /// <summary>For money that comes back, wherever the ledger stands.</summary>
    public static AccountChange Reopen(Ledger ledger, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Status == AccountStatus.Open ? Nothing : Opened(ledger, new AccountReopened());
    }

    /// <summary>Asks for a state: asked again, it changes nothing.</summary>
    public static Result<AccountChange> Close(Ledger? ledger, Account? account) => (ledger, account) switch
    {
        (null, _) => PaymentErrors.LedgerNotFound,
        (_, null) => PaymentErrors.AccountNotFound,
        (_, { IsClearing: true }) => PaymentErrors.ClearingAccount,
        (_, { Status: AccountStatus.Closed }) => Nothing,
        (_, { Balance: not 0 }) => PaymentErrors.AccountNotEmpty,
        _ => new AccountChange([new AccountClosed()], [new LedgerAccountClosed { OpenAccounts = ledger.OpenAccounts - 1 }]),
    };

    public static Account Evolve(Account? state, AccountEvent fact) => (state, fact) switch
    {
        (null, AccountOpened opened) => new Account
        {
            Name = opened.Name,
            Currency = opened.Currency,
            MinorUnits = opened.MinorUnits,
            Kind = opened.Kind,
            MayBeNegative = opened.MayBeNegative,
            IsClearing = opened.IsClearing,
            Status = AccountStatus.Open,
            Balance = 0,
            Postings = 0,
        },
        ({ }, AccountPosted posted) => state with { Balance = posted.Balance, Postings = posted.Postings },
        ({ }, AccountClosed) => state with { Status = AccountStatus.Closed },
        ({ }, AccountReopened) => state with { Status = AccountStatus.Open },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "an account")}."),
    };

    private static bool IsUsuallyNegative(AccountKind kind) => kind is AccountKind.Liability or AccountKind.Income or AccountKind.Equity;

    private static AccountChange Opened(Ledger ledger, AccountEvent fact) => new([fact], [new LedgerAccountOpened { OpenAccounts = ledger.OpenAccounts + 1 }]);
}
