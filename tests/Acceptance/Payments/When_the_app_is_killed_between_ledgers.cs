using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Payments;

public sealed class When_the_app_is_killed_between_ledgers
{
    /// <summary>What is stored in turn: the order, the debit, and the credit or else the reversal.</summary>
    private const int Batches = 3;

    [Theory]
    [InlineData(true, "completed")]
    [InlineData(false, "compensated")]
    [Trait("Requirement", "S5")]
    [Trait("Requirement", "S45")]
    [Trait("Requirement", "S95")]
    public async Task Each_transfer_goes_on_from_the_step_that_it_had_come_to(bool isWelcome, string end)
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var books = new Books(await site.ClientAsync("staff"));
        var (school, branch) = (await books.LedgerAsync("School"), await books.LedgerAsync("Branch"));
        var (equity, bank, cash) = (await books.AccountAsync(school, "equity"), await books.AccountAsync(school, "asset"), await books.AccountAsync(branch, "asset"));
        (await books.PayAsync(school, equity, bank, 1_000)).Is(201);
        var target = isWelcome ? cash : Guid.NewGuid().ToString();

        for (var batch = 0; batch < Batches; batch++)
        {
            // Stored, and nobody is told of it any more.
            var rule = cosmos.Account.Faults.Add(new FaultRule
            {
                Action = FaultAction.DelayAnswer,
                Operation = RequestKind.Batch,
                Container = "payments",
                Skip = batch,
                Count = 1,
                Delay = TimeSpan.FromHours(1),
            });
            var ordering = books.OrderAsync((school, bank), (branch, target), 100);
            await Deadline.UntilAsync($"batch {batch} is stored", () => cosmos.Account.Faults.List().Single().Applied > 0);
            await site.KillAppAsync();
            cosmos.Account.Faults.Remove(rule);
            await site.StartAppAsync();
            Assert.Equal(end, (string?)(await books.EndAsync((await ordering).Is(202).Id))["status"]);
        }

        var arrived = isWelcome ? Batches * 100 : 0;
        Assert.Equal((1_000 - arrived, arrived), (await books.BalanceAsync(school, bank), await books.BalanceAsync(branch, cash)));
        await books.TrialBalanceAsync(school);
        await books.TrialBalanceAsync(branch);
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        Assert.Equal(1 + (Batches * 2), (await Books.VerifyAsync(ledger)).Count);
    }
}
