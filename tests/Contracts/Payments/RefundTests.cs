using Microsoft.AspNetCore.Http;

namespace Serverless.Contracts.Payments;

public sealed class RefundTests(PaymentsApp app) : IClassFixture<PaymentsApp>
{
    [Fact]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S45")]
    public async Task Who_paid_and_dropped_out_has_their_money_back_and_balances_are_as_before()
    {
        var school = await School.OpenAsync(app);
        var (equity, wallet, income) = (await school.AccountAsync("equity"), await school.AccountAsync(), await school.AccountAsync("income"));
        await school.PayAsync(equity, wallet, 50_000);
        var person = Guid.NewGuid();
        var paid = await school.PayAsync(School.Details(wallet, income, 30_000, "Course of Ada", person));
        var first = await school.RefundAsync(paid.Id, 10_000);
        var rest = await school.RefundAsync(paid.Id);

        Assert.Equal((StatusCodes.Status201Created, "10000", "20000"), (first.Status, first.Field("amount"), rest.Field("amount")));
        Assert.Equal((paid.Id.ToString(), "dropOut", person.ToString()), (rest.Field("refunds"), rest.Field("refundReason"), rest.Field("personId")));
        Assert.Equal($"/api/ledgers/{school.Id}/transfers/{rest.Id}", rest.Headers.Location.ToString());
        Assert.Equal("30000", (await school.TransferAsync(paid.Id)).Field("refundedAmount"));
        Assert.Equal((50_000, 0), (await school.BalanceAsync(wallet), await school.BalanceAsync(income)));
        Assert.Equal("refund-exceeds-payment", (await school.RefundAsync(paid.Id)).Code);
        Assert.Equal("refund-of-refund", (await school.RefundAsync(rest.Id)).Code);
        Assert.Equal("transfer-not-found", (await school.RefundAsync(Guid.NewGuid())).Code);
        Assert.Equal(4, (await school.VerifyAsync(equity, wallet, income)).Count);
    }

    [Fact]
    [Trait("Requirement", "S44")]
    [Trait("Requirement", "S81")]
    public async Task Never_more_is_given_back_than_was_paid_however_many_give_at_once()
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        var paid = await school.PayAsync(income, bank, 1_000);
        await school.PayAsync(income, bank, 5_000);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => school.RefundAsync(paid.Id, 300))));

        Assert.Equal(3, replies.Count(reply => reply.Status == StatusCodes.Status201Created));
        Assert.Equal(17, replies.Count(reply => reply is { Status: StatusCodes.Status409Conflict, Code: "refund-exceeds-payment" }));
        Assert.Equal("900", (await school.TransferAsync(paid.Id)).Field("refundedAmount"));
        Assert.Equal(5_100, await school.BalanceAsync(bank));
        await school.VerifyAsync(income, bank);
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task A_refund_that_is_sent_again_is_given_once()
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        var paid = await school.PayAsync(income, bank, 1_000);
        var first = await school.RefundAsync(paid.Id, key: "back");
        var again = await school.RefundAsync(paid.Id, key: "back");

        Assert.Equal((first.Id, "true"), (again.Id, again.Headers["Idempotent-Replayed"].ToString()));
        Assert.Equal(2, (await school.VerifyAsync(income, bank)).Count);
    }
}
