using System.Text;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Payments;

public sealed class When_money_goes_between_ledgers
{
    private const string Canary = "canary-b7c1-reference";

    [Fact]
    [Trait("Requirement", "S2")]
    [Trait("Requirement", "S5")]
    [Trait("Requirement", "S45")]
    [Trait("Requirement", "S122")]
    public async Task It_arrives_or_comes_back_or_never_leaves()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        var books = new Books(staff);
        var (school, branch) = (await books.LedgerAsync("School"), await books.LedgerAsync("Branch"));
        var (equity, bank, cash) = (await books.AccountAsync(school, "equity"), await books.AccountAsync(school, "asset"), await books.AccountAsync(branch, "asset"));
        (await books.PayAsync(school, equity, bank, 1_000)).Is(201);

        // Right after the answer the order can be read.
        var ordered = (await books.OrderAsync((school, bank), (branch, cash), 400, Canary)).Is(202);
        Assert.Equal(ordered.Id, (await staff.GetAsync($"transfers/{ordered.Id}")).Is(200).Id);
        var completed = await books.EndAsync(ordered.Id);
        Assert.Equal(("completed", "debit credit"), (Status(completed), Steps(completed)));
        Assert.Equal((600, 400), (await books.BalanceAsync(school, bank), await books.BalanceAsync(branch, cash)));

        var compensated = await books.EndAsync((await books.OrderAsync((school, bank), (branch, Guid.NewGuid().ToString()), 400)).Is(202).Id);
        Assert.Equal(("compensated", "debit credit:transfer-invalid reverse"), (Status(compensated), Steps(compensated)));

        var refused = await books.EndAsync((await books.OrderAsync((school, bank), (branch, cash), 601)).Is(202).Id);
        Assert.Equal(("refused", "debit:insufficient-funds"), (Status(refused), Steps(refused)));
        Assert.Equal((600, 400), (await books.BalanceAsync(school, bank), await books.BalanceAsync(branch, cash)));

        await ClosedAccountsAsync(books, staff, school, branch, bank);
        await RefusalsAsync(books, site, school, bank, branch, cash, ordered.Id);
        await RepetitionAsync(books, staff, (school, bank), (branch, cash));

        await books.TrialBalanceAsync(school);
        await books.TrialBalanceAsync(branch);
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        var transfers = await Books.VerifyAsync(ledger);
        Assert.Equal(2, transfers.Count(transfer => transfer.State.Reference == Canary));
        await site.KillAppAsync();
        Assert.NotEmpty(FilesThatHold(site.Folder, ordered.Id));
        Assert.Empty(FilesThatHold(site.Folder, Canary));
    }

    /// <summary>Neither end need be as it was when the order was given.</summary>
    private static async Task ClosedAccountsAsync(Books books, Client staff, string school, string branch, string bank)
    {
        var closed = await books.AccountAsync(branch, "asset");
        (await staff.PostAsync($"ledgers/{branch}/accounts/{closed}/close")).Is(200);
        var compensated = await books.EndAsync((await books.OrderAsync((school, bank), (branch, closed), 100)).Is(202).Id);
        Assert.Equal(("compensated", "debit credit:account-closed reverse"), (Status(compensated), Steps(compensated)));
    }

    private static async Task RefusalsAsync(Books books, Site site, string school, string bank, string branch, string cash, string transfer)
    {
        foreach (var (from, to, amount, field) in new[]
        {
            ((Guid.NewGuid().ToString(), bank), (branch, cash), 1, "/from/ledgerId"),
            ((school, bank), (school, cash), 1, "/to/ledgerId"),
            ((school, bank), (branch, cash), 0, "/amount"),
        })
        {
            var refused = (await books.OrderAsync(from, to, amount)).Is(400);
            Assert.Equal(field, (string?)refused.Body["errors"]![0]!["pointer"]);
        }

        var stranger = new Client(site, await (await site.App).TokenAsync("stranger", personId: null, ["staff"]));
        Assert.Equal("ledger-transfer-not-found", (await stranger.GetAsync($"transfers/{transfer}")).Is(404).Code);
    }

    private static async Task RepetitionAsync(Books books, Client staff, (string Ledger, string Account) from, (string Ledger, string Account) to)
    {
        var before = await books.BalanceAsync(to.Ledger, to.Account);
        using var patience = new CancellationTokenSource(Deadline.Patience);
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => staff.TryAsync(HttpMethod.Post, "transfers", Books.Order(from, to, 7), version: null, "one-intent", patience.Token)));
        Assert.Single(replies.Select(reply => reply!.Is(202).Id).Distinct());
        Assert.Single(replies, reply => !reply!.IsReplayed);
        await books.EndAsync(replies[0]!.Id);
        Assert.Equal(before + 7, await books.BalanceAsync(to.Ledger, to.Account));
        var other = await staff.TryAsync(HttpMethod.Post, "transfers", Books.Order(from, to, 8), version: null, "one-intent", patience.Token);
        Assert.Equal("idempotency-key-reused", other!.Is(422).Code);
        var elsewhere = await staff.TryAsync(HttpMethod.Post, "transfers", Books.Order(to, from, 7), version: null, "one-intent", patience.Token);
        Assert.Equal("idempotency-key-reused", elsewhere!.Is(422).Code);
    }

    private static string Status(JsonObject transfer) => (string)transfer["status"]!;

    private static string Steps(JsonObject transfer) => string.Join(' ', transfer["steps"]!.AsArray()
        .Select(step => $"{step!["step"]}{(step["refusal"] is { } refusal ? $":{refusal}" : "")}"));

    private static IEnumerable<string> FilesThatHold(string folder, string text) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
}
