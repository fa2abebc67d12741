using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Contracts.Payments;

/// <summary>The steps of transfers between ledgers, each taken by whoever comes, in whatever number.</summary>
public sealed class LedgerTransferTests(PaymentsApp app) : IClassFixture<PaymentsApp>
{
    [Fact]
    [Trait("Requirement", "S45")]
    [Trait("Requirement", "S95")]
    public async Task A_step_is_taken_once_however_often_and_however_fast_it_is_asked_for()
    {
        var (school, branch) = (await School.OpenAsync(app), await School.OpenAsync(app));
        var (equity, bank, cash) = (await school.AccountAsync("equity"), await school.AccountAsync(), await branch.AccountAsync());
        await school.PayAsync(equity, bank, 500);
        var order = await OrderAsync(school, bank, branch, cash, 300);

        foreach (var step in new[] { LedgerTransferStep.Debit, LedgerTransferStep.Credit })
        {
            var refusals = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => TakeAsync(school, order, step))));
            Assert.All(refusals, Assert.Null);
        }

        Assert.Equal((200, 300), (await school.BalanceAsync(bank), await branch.BalanceAsync(cash)));
        Assert.Equal(2, (await school.VerifyAsync(equity, bank)).Count);
        Assert.Single(await branch.VerifyAsync(cash));
    }

    [Fact]
    [Trait("Requirement", "S45")]
    public async Task Many_transfers_at_once_make_one_clearing_account_for_each_currency()
    {
        var (school, branch) = (await School.OpenAsync(app), await School.OpenAsync(app));
        var (equity, cash) = (await school.AccountAsync("equity"), await branch.AccountAsync());
        var orders = await Task.WhenAll(Enumerable.Range(1, 10).Select(amount => OrderAsync(school, equity, branch, cash, amount)));

        foreach (var step in new[] { LedgerTransferStep.Debit, LedgerTransferStep.Credit })
            Assert.All(await Task.WhenAll(orders.Select(order => Task.Run(() => TakeAsync(school, order, step)))), Assert.Null);

        Assert.Equal(55, await branch.BalanceAsync(cash));
        Assert.Equal((2, 2), (await AccountsAsync(school), await AccountsAsync(branch)));

        static async Task<long> AccountsAsync(School ledger) => (long)(await ledger.TrialBalanceAsync()).Body["accounts"]!;
    }

    [Fact]
    [Trait("Requirement", "S45")]
    public async Task Money_finds_its_way_back_into_an_account_that_was_closed_meanwhile_and_its_ledger()
    {
        var (school, branch) = (await School.OpenAsync(app), await School.OpenAsync(app));
        var (equity, bank) = (await school.AccountAsync("equity"), await school.AccountAsync());
        var paid = await school.PayAsync(equity, bank, 300);
        var order = await OrderAsync(school, bank, branch, Guid.NewGuid(), 300);
        Assert.Null(await TakeAsync(school, order, LedgerTransferStep.Debit));
        Assert.Equal("closed", (await school.CloseAccountAsync(bank)).Field("status"));
        Assert.Equal("transfer-invalid", (await TakeAsync(school, order, LedgerTransferStep.Credit))?.Code);

        for (var time = 0; time < 2; time++) Assert.Null(await TakeAsync(school, order, LedgerTransferStep.Reverse));

        Assert.Equal(("open", "300"), ((await school.AccountAsync(bank)).Field("status"), (await school.AccountAsync(bank)).Field("balance")));
        var transfers = await school.VerifyAsync(equity, bank);
        var debit = Assert.Single(transfers, transfer => (Guid)transfer["fromAccountId"]! == bank);
        Assert.Equal(("300", order.ToString()), ((string?)debit["refundedAmount"], (string?)debit["orderId"]));
        Assert.Equal("notDelivered", (string?)Assert.Single(transfers, transfer => (Guid)transfer["toAccountId"]! == bank && (Guid)transfer["id"]! != paid.Id)["refundReason"]);
        Assert.Equal("refund-of-step", (await school.RefundAsync((Guid)debit["id"]!)).Code);
        Assert.Equal("clearing-account", (await school.CloseAccountAsync((Guid)debit["toAccountId"]!)).Code);
    }

    private async Task<Guid> OrderAsync(School school, Guid from, School branch, Guid to, decimal amount)
    {
        var order = Guid.NewGuid();
        var kept = await app.Services.GetRequiredService<OrderTransfer>()(
            new CommandContext(PaymentsApp.Staff, "tested"), order, new(school.Id, from, branch.Id, to, amount, "EUR"), "Rent", CancellationToken.None);
        Assert.Null(kept.Error);
        return order;
    }

    private Task<Kernel.Results.Error?> TakeAsync(School school, Guid order, LedgerTransferStep step) =>
        app.Services.GetRequiredService<PostTransfer>()(PaymentsApp.Staff, school.Id, order, step, CancellationToken.None);
}
