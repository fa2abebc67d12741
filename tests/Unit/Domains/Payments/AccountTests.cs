using Serverless.Functions.Domains.Payments;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Domains.Payments;

public sealed class AccountTests
{
    private static readonly Ledger Ledger = PaymentsDomain.Ledgers.Given(Money.LedgerOpened).State!;
    private static readonly AccountDetails Bank = new() { Name = " Bank ", Currency = "EUR", Kind = AccountKind.Asset };

    [Fact]
    public void An_account_is_opened_and_counted()
    {
        var change = AccountDecisions.Open(Ledger, Bank).Value;
        Assert.Equal(Money.BankOpened, Assert.Single(change.Account));
        Assert.Equal(new LedgerAccountOpened { OpenAccounts = 1 }, Assert.Single(change.Ledger));
    }

    [Theory]
    [Trait("Requirement", "S80")]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    public void A_currency_brings_its_minor_units(string code, int units) =>
        Assert.Equal(units, ((AccountOpened)Assert.Single(AccountDecisions.Open(Ledger, Bank with { Currency = code }).Value.Account)).MinorUnits);

    [Theory]
    [InlineData(AccountKind.Asset, false)]
    [InlineData(AccountKind.Expense, false)]
    [InlineData(AccountKind.Liability, true)]
    [InlineData(AccountKind.Income, true)]
    [InlineData(AccountKind.Equity, true)]
    public void What_is_owed_or_earned_stands_below_zero_unless_somebody_says_otherwise(AccountKind kind, bool mayBeNegative)
    {
        Assert.Equal(mayBeNegative, MayBeNegative(Bank with { Kind = kind }));
        Assert.Equal(!mayBeNegative, MayBeNegative(Bank with { Kind = kind, MayBeNegative = !mayBeNegative }));

        static bool MayBeNegative(AccountDetails details) => ((AccountOpened)Assert.Single(AccountDecisions.Open(Ledger, details).Value.Account)).MayBeNegative;
    }

    [Fact]
    [Trait("Requirement", "S81")]
    public void What_is_wrong_with_an_account_is_named()
    {
        var refused = AccountDecisions.Open(Ledger, Bank with { Name = " ", Currency = "XXX" }).Error!;
        Assert.Equal("account-invalid", refused.Code);
        Assert.Equal(["/name", "/currency"], refused.Fields.Select(field => field.Pointer));
        Assert.Equal(PaymentErrors.LedgerNotFound, AccountDecisions.Open(ledger: null, Bank).Error);
        Assert.Equal(PaymentErrors.LedgerClosed, AccountDecisions.Open(Ledger with { Status = LedgerStatus.Closed }, Bank).Error);
    }

    [Fact]
    public void An_account_is_closed_once_and_only_when_nothing_is_left()
    {
        var ledger = Ledger with { OpenAccounts = 3 };
        var account = Money.Opened(Money.BankOpened);
        var change = AccountDecisions.Close(ledger, account).Value;
        Assert.Equal((new AccountClosed(), new LedgerAccountClosed { OpenAccounts = 2 }), (Assert.Single(change.Account), Assert.Single(change.Ledger)));
        Assert.Empty(AccountDecisions.Close(ledger, account with { Status = AccountStatus.Closed }).Value.Account);
        Assert.Equal(PaymentErrors.AccountNotEmpty, AccountDecisions.Close(ledger, account with { Balance = 1 }).Error);
        Assert.Equal(PaymentErrors.ClearingAccount, AccountDecisions.Close(ledger, Money.Opened(AccountDecisions.OpenClearing("EUR"))).Error);
        Assert.Equal(PaymentErrors.AccountNotFound, AccountDecisions.Close(ledger, account: null).Error);
    }

    [Fact]
    public void A_closed_account_opens_again_for_money_that_comes_back()
    {
        var account = Money.Opened(Money.BankOpened);
        Assert.Empty(AccountDecisions.Reopen(Ledger, account).Account);
        var change = AccountDecisions.Reopen(Ledger, account with { Status = AccountStatus.Closed });
        Assert.Equal((new AccountReopened(), new LedgerAccountOpened { OpenAccounts = 1 }), (Assert.Single(change.Account), Assert.Single(change.Ledger)));
    }

    [Fact]
    public void A_ledger_is_closed_when_no_account_is_open()
    {
        PaymentsDomain.Ledgers.Given(Money.LedgerOpened).When(LedgerDecisions.Close).Then(new LedgerClosed());
        PaymentsDomain.Ledgers.Given(Money.LedgerOpened, new LedgerClosed()).When(LedgerDecisions.Close).ThenNothing();
        PaymentsDomain.Ledgers.Given(Money.LedgerOpened, new LedgerAccountOpened { OpenAccounts = 1 }).When(LedgerDecisions.Close).Then(PaymentErrors.LedgerInUse);
        PaymentsDomain.Ledgers.Given().When(_ => LedgerDecisions.Open(new() { Name = " " })).ThenRefused("ledger-invalid", "/name has no text");
    }

    [Fact]
    public void An_order_goes_to_another_ledger_and_from_one_that_is_there()
    {
        var transfer = new OrderedTransfer(Money.Id(1), Money.Id(2), Money.Id(3), Money.Id(4), 100, "EUR");
        Assert.Equal(
            new TransferOrdered { FromAccountId = Money.Id(2), ToLedgerId = Money.Id(3), ToAccountId = Money.Id(4), Amount = 100, Currency = "EUR", Reference = "Rent" },
            Assert.Single(OrderDecisions.Order(Ledger, transfer, " Rent ").Events));
        var refused = OrderDecisions.Order(ledger: null, transfer with { ToLedgerId = Money.Id(1), Amount = 0 }, reference: null).Error!;
        Assert.Equal(["/amount", "/to/ledgerId", "/from/ledgerId"], refused.Fields.Select(field => field.Pointer));
    }
}
