using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Payments;

public sealed class When_ledger_transfers_meet_faults
{
    private const int Transfers = 12;

    private static readonly RequestKind[] Kinds = [RequestKind.Batch, RequestKind.ReadItem];

    [Fact]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S5")]
    [Trait("Requirement", "S45")]
    public async Task Every_one_comes_to_an_end_and_no_money_stays_in_between()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { FaultSeed = 7 });
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var books = new Books(await site.ClientAsync("staff"));
        var (school, branch) = (await books.LedgerAsync("School"), await books.LedgerAsync("Branch"));
        var (equity, bank, cash) = (await books.AccountAsync(school, "equity"), await books.AccountAsync(school, "asset"), await books.AccountAsync(branch, "asset"));
        (await books.PayAsync(school, equity, bank, 1_000)).Is(201);
        foreach (var kind in Kinds)
        {
            Add(kind, FaultAction.TooManyRequests, 0.1);
            Add(kind, FaultAction.ServiceUnavailable, 0.05);
            Add(kind, FaultAction.DropRequest, 0.05);
            Add(kind, FaultAction.DropAnswer, 0.1);
        }

        // There, there to nobody, and back more than there is.
        var ordering = Task.WhenAll(Enumerable.Range(0, Transfers).Select(i => (i % 3) switch
        {
            0 => books.OrderAsync((school, bank), (branch, cash), 10 + i),
            1 => books.OrderAsync((school, bank), (branch, Guid.NewGuid().ToString()), 10 + i),
            _ => books.OrderAsync((branch, cash), (school, bank), 5_000 + i),
        }));
        await Deadline.UntilAsync("some money moves", () => cosmos.Account.Requests.Snapshot().GetValueOrDefault(RequestKind.Batch) > 20 || ordering.IsFaulted);
        await site.KillAppAsync();
        await site.StartAppAsync();
        var ends = await Task.WhenAll((await ordering).Select(reply => books.EndAsync(reply.Is(202).Id)));

        cosmos.Account.Faults.Clear();
        var expected = Enumerable.Range(0, Transfers).Select(i => (i % 3) switch { 0 => "completed", 1 => "compensated", _ => "refused" });
        Assert.Equal(expected, ends.Select(end => (string?)end["status"]));
        var arrived = Enumerable.Range(0, Transfers).Where(i => i % 3 == 0).Sum(i => 10 + i);
        Assert.Equal((1_000 - arrived, arrived), (await books.BalanceAsync(school, bank), await books.BalanceAsync(branch, cash)));
        await books.TrialBalanceAsync(school);
        await books.TrialBalanceAsync(branch);
        await using var store = new Ledger(cosmos.ConnectionString, site.Keys);
        Assert.Equal(1 + (Transfers / 3 * 2 * 2), (await Books.VerifyAsync(store)).Count);

        void Add(RequestKind kind, FaultAction action, double probability) =>
            cosmos.Account.Faults.Add(new FaultRule { Operation = kind, Action = action, Container = "payments", Probability = probability });
    }
}
