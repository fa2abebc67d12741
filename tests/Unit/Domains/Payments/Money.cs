using Serverless.Functions.Domains.Payments;

namespace Serverless.Unit.Domains.Payments;

/// <summary>Two accounts that money can go between, and what goes.</summary>
internal static class Money
{
    public static readonly Guid Bank = Id(1);
    public static readonly Guid Income = Id(2);

    public static readonly LedgerOpened LedgerOpened = new() { Name = "School" };

    public static readonly AccountOpened BankOpened = new()
    {
        Name = "Bank",
        Currency = "EUR",
        MinorUnits = 2,
        Kind = AccountKind.Asset,
        MayBeNegative = false,
        IsClearing = false,
    };

    public static readonly AccountOpened IncomeOpened = BankOpened with { Name = "Tuition", Kind = AccountKind.Income, MayBeNegative = true };

    public static readonly TransferDetails Tuition = new()
    {
        FromAccountId = Income,
        ToAccountId = Bank,
        Amount = 12_500,
        Currency = "EUR",
        Purpose = TransferPurpose.Tuition,
        Reference = "Spring course",
        PersonId = Id(9),
    };

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static Account Opened(AccountOpened opened, decimal balance = 0, long postings = 0) =>
        AccountDecisions.Evolve(state: null, opened) with { Balance = balance, Postings = postings };

    public static Party Of(Guid id, Account? state) => new(id, state);
}
