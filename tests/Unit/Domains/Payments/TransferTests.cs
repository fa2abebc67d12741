using Serverless.Functions.Domains.Payments;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains.Payments;

public sealed class TransferTests
{
    private static readonly Guid Paid = Money.Id(20);
    private static readonly Guid Refund = Money.Id(21);
    private static readonly Party Income = Money.Of(Money.Income, Money.Opened(Money.IncomeOpened));
    private static readonly Party Bank = Money.Of(Money.Bank, Money.Opened(Money.BankOpened, balance: 500, postings: 2));

    [Fact]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S80")]
    public void A_transfer_takes_from_one_account_what_it_gives_to_the_other()
    {
        var moved = TransferDecisions.Post(Paid, Income, Bank, Money.Tuition).Value;

        Assert.Equal(new AccountPaidOut { TransferId = Paid, Amount = 12_500, BalanceBefore = 0, Balance = -12_500, Postings = 1 }, moved.From);
        Assert.Equal(new AccountPaidIn { TransferId = Paid, Amount = 12_500, BalanceBefore = 500, Balance = 13_000, Postings = 3 }, moved.To);
        Assert.Equal((12_500, "EUR", 1, 3), (moved.Transfer.Amount, moved.Transfer.Currency, moved.Transfer.FromPosting, moved.Transfer.ToPosting));
        Assert.Equal((AccountKind.Income, AccountKind.Asset), (moved.Transfer.FromKind, moved.Transfer.ToKind));
        Assert.Empty(PaymentsDomain.Transfers.Schema.Check(DocumentJson.Write(Posted(moved))));
    }

    [Fact]
    [Trait("Requirement", "S81")]
    public void What_an_account_holds_can_go_to_the_last_unit_and_no_further()
    {
        var back = Money.Tuition with { FromAccountId = Money.Bank, ToAccountId = Money.Income, Amount = 500 };
        Assert.Equal(0, TransferDecisions.Post(Paid, Bank, Income, back).Value.From.Balance);
        ThenRefused(TransferDecisions.Post(Paid, Bank, Income, back with { Amount = 501 }), "insufficient-funds");
    }

    [Theory]
    [Trait("Requirement", "S80")]
    [InlineData("0", "is not above zero")]
    [InlineData("-1", "is not above zero")]
    [InlineData("0.5", "is not a whole number of minor units")]
    [InlineData("1000000000000001", "is more than 1000000000000000")]
    public void An_amount_is_a_whole_number_of_minor_units(string amount, string reason) =>
        ThenRefused(
            TransferDecisions.Post(Paid, Income, Bank, Money.Tuition with { Amount = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture) }),
            "transfer-invalid",
            $"/amount {reason}");

    [Fact]
    [Trait("Requirement", "S80")]
    public void An_amount_has_one_spelling() =>
        Assert.Equal("100", $"{TransferDecisions.Post(Paid, Income, Bank, Money.Tuition with { Amount = 100.00m }).Value.Transfer.Amount}");

    [Fact]
    [Trait("Requirement", "S81")]
    [Trait("Requirement", "S86")]
    public void What_is_wrong_with_a_transfer_is_named()
    {
        ThenRefused(
            TransferDecisions.Post(Paid, Bank, Bank, Money.Tuition with { FromAccountId = Money.Bank, Currency = "eur", Purpose = TransferPurpose.BetweenLedgers }),
            "transfer-invalid",
            "/currency is no currency (ISO 4217, in upper case)",
            "/toAccountId is the account that the money comes from",
            "/purpose is only for transfers between ledgers");
        ThenRefused(
            TransferDecisions.Post(Paid, Income with { State = null }, Bank with { State = null }, Money.Tuition),
            "transfer-invalid",
            "/fromAccountId is no account of this ledger",
            "/toAccountId is no account of this ledger");
        ThenRefused(
            TransferDecisions.Post(Paid, Income, Money.Of(Money.Bank, Money.Opened(Money.BankOpened with { Currency = "JPY", MinorUnits = 0 })), Money.Tuition),
            "transfer-invalid",
            "/toAccountId is an account in another currency",
            "/currency is not that of the account");
        ThenRefused(
            TransferDecisions.Post(Paid, Money.Of(Money.Income, Money.Opened(AccountDecisions.OpenClearing("EUR"))), Bank, Money.Tuition),
            "transfer-invalid",
            "/fromAccountId is a clearing account, which only transfers between ledgers touch");
        ThenRefused(TransferDecisions.Post(Paid, Income, Closed(Bank), Money.Tuition), "account-closed", "/toAccountId is a closed account");
    }

    [Fact]
    [Trait("Requirement", "S4")]
    public void A_refund_goes_the_other_way_and_is_known_where_it_was_paid()
    {
        var paid = Posted(TransferDecisions.Post(Paid, Income, Bank, Money.Tuition).Value);
        var refund = TransferDecisions.Refund(Refund, Paid, paid, Income, Bank with { State = Bank.State! with { Balance = 13_000 } }, new() { Amount = 5_000, Reason = RefundReason.DropOut }).Value;

        Assert.Equal((Money.Bank, Money.Income, 5_000), (refund.Movement.Transfer.FromAccountId, refund.Movement.Transfer.ToAccountId, refund.Movement.Transfer.Amount));
        Assert.Equal((Paid, RefundReason.DropOut, Money.Id(9)), (refund.Movement.Transfer.Refunds, refund.Movement.Transfer.RefundReason, refund.Movement.Transfer.PersonId));
        Assert.Equal(8_000, refund.Movement.From.Balance);
        Assert.Equal(new TransferRefunded { RefundId = Refund, RefundedAmount = 5_000 }, refund.Refunded);
    }

    [Fact]
    [Trait("Requirement", "S81")]
    public void No_more_is_given_back_than_was_paid()
    {
        var paid = Posted(TransferDecisions.Post(Paid, Income, Bank, Money.Tuition).Value) with { RefundedAmount = 12_000 };
        var payee = Bank with { State = Bank.State! with { Balance = 20_000 } };
        Assert.Equal(500, Back(paid, payee, new() { Reason = RefundReason.DropOut }).Value.Movement.Transfer.Amount);
        ThenRefused(Back(paid, payee, new() { Amount = 501, Reason = RefundReason.DropOut }), "refund-exceeds-payment", "/amount is more than what is left");
        ThenRefused(Back(paid with { RefundedAmount = 12_500 }, payee, new() { Reason = RefundReason.DropOut }), "refund-exceeds-payment", "/amount is more than what is left");
    }

    [Fact]
    public void What_cannot_be_refunded_is_said_so()
    {
        var paid = Posted(TransferDecisions.Post(Paid, Income, Bank, Money.Tuition).Value);
        var all = new RefundDetails { Reason = RefundReason.DropOut };
        ThenRefused(Back(null, Bank, all), "transfer-not-found");
        ThenRefused(Back(paid with { Refunds = Refund }, Bank, all), "refund-of-refund");
        ThenRefused(Back(paid with { OrderId = Refund }, Bank, all), "refund-of-step");
        ThenRefused(Back(paid, Bank, all), "insufficient-funds");
        ThenRefused(Back(paid, Closed(Bank), all), "account-closed", "/fromAccountId is a closed account");
        ThenRefused(Back(paid, Bank, all with { Amount = 0.1m, Reason = RefundReason.NotDelivered }), "refund-invalid", "/amount is not a whole number of minor units", "/reason is only for transfers between ledgers");
    }

    private static Result<RefundMovement> Back(Transfer? paid, Party payee, RefundDetails details) => TransferDecisions.Refund(Refund, Paid, paid, Income, payee, details);

    private static Transfer Posted(Movement movement) => TransferDecisions.Evolve(state: null, movement.Transfer);

    private static Party Closed(Party party) => party with { State = party.State! with { Status = AccountStatus.Closed } };

    private static void ThenRefused<T>(Result<T> result, string code, params string[] fields)
        where T : notnull
    {
        Assert.Equal(code, result.Error?.Code);
        Assert.Equal(fields, result.Error!.Fields.Select(field => $"{field.Pointer} {field.Reason}"));
    }
}
