using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Payments;

public sealed class TransferTests(PaymentsApp app) : IClassFixture<PaymentsApp>
{
    [Fact]
    [Trait("Requirement", "S2")]
    [Trait("Requirement", "S44")]
    public async Task What_is_read_right_after_a_transfer_is_what_was_committed()
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        var paid = await school.PayAsync(School.Details(income, bank, 12_500, "Spring course", Guid.NewGuid()));

        Assert.Equal(StatusCodes.Status201Created, paid.Status);
        var token = paid.Headers["Consistency-Token"].ToString();
        Assert.True(JsonNode.DeepEquals(paid.Body, (await school.TransferAsync(paid.Id, token)).Body));
        Assert.Equal(("12500", "1"), Seen((await school.AccountAsync(bank, token)).Body));
        Assert.Equal(("-12500", "1"), Seen((await school.AccountAsync(income, token)).Body));
        Assert.EndsWith($"/{paid.Id}", paid.Headers.Location.ToString(), StringComparison.Ordinal);

        static (string, string) Seen(JsonObject account) => ((string)account["balance"]!, account["postings"]!.ToString());
    }

    [Fact]
    [Trait("Requirement", "S4")]
    public async Task One_batch_holds_the_transfer_and_both_accounts_with_their_new_balances()
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        await school.PayAsync(income, bank, 100, key: "makes-the-ledgers-key");
        app.Account.Requests.Reset();
        await school.PayAsync(income, bank, 100, key: "pay-1");
        Assert.Equal((2, 1), Requests(app.Account.Requests.Snapshot()));

        static (long, long) Requests(IReadOnlyDictionary<RequestKind, long> counts) => (counts[RequestKind.ReadItem], counts[RequestKind.Batch]);
    }

    [Fact]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S122")]
    public async Task One_intent_pays_once_however_often_and_however_fast_it_is_sent()
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => school.PayAsync(income, bank, 100, key: "intent"))));

        Assert.All(replies, reply => Assert.Equal(StatusCodes.Status201Created, reply.Status));
        Assert.All(replies, reply => Assert.True(JsonNode.DeepEquals(replies[0].Body, reply.Body)));
        Assert.Single(replies, reply => reply.Headers["Idempotent-Replayed"].Count == 0);
        Assert.Equal(100, await school.BalanceAsync(bank));
        Assert.Single(await school.VerifyAsync(income, bank));

        var other = await school.PayAsync(income, bank, 101, key: "intent");
        Assert.Equal((StatusCodes.Status422UnprocessableEntity, "idempotency-key-reused"), (other.Status, other.Code));
    }

    /// <summary>With the time that a store in a region takes, and with none at all.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [Trait("Requirement", "S44")]
    [Trait("Requirement", "S125")]
    public async Task Fifty_transfers_at_once_on_one_account_are_all_posted(int latency)
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        var rule = app.Faults.Add(new FaultRule { Action = FaultAction.Delay, Container = "payments", Delay = TimeSpan.FromMilliseconds(latency) });
        app.Account.Requests.Reset();
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => school.PayAsync(income, bank, 100 + i, key: $"hot-{latency}-{i}"))));
        var batches = app.Account.Requests.Snapshot()[RequestKind.Batch];
        app.Faults.Remove(rule);

        Assert.InRange(batches, 50, 150);
        Assert.All(replies, reply => Assert.Equal(StatusCodes.Status201Created, reply.Status));
        Assert.Equal(Enumerable.Range(0, 50).Sum(i => 100 + i), await school.BalanceAsync(bank));
        Assert.Equal(50, (await school.VerifyAsync(income, bank)).Count);
    }

    [Fact]
    [Trait("Requirement", "S44")]
    public async Task Transfers_in_both_directions_at_once_do_not_wait_for_each_other()
    {
        var school = await School.OpenAsync(app);
        var (income, equity) = (await school.AccountAsync("income"), await school.AccountAsync("equity"));
        var replies = await Deadline.WithinAsync("all are posted", Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            i % 2 == 0 ? school.PayAsync(income, equity, 1) : school.PayAsync(equity, income, 1)))));

        Assert.All(replies, reply => Assert.Equal(StatusCodes.Status201Created, reply.Status));
        Assert.Equal((0, 20), (await school.BalanceAsync(income), (await school.VerifyAsync(income, equity)).Count));
    }

    [Fact]
    public async Task What_is_said_of_a_transfer_is_nowhere_in_clear()
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        var paid = await school.PayAsync(School.Details(income, bank, 100, "canary-3f9d"), key: "sealed");
        Assert.Equal("canary-3f9d", paid.Field("reference"));
        await school.RefundAsync(paid.Id, 50);

        var documents = await app.DocumentsAsync();
        Assert.Contains(documents, document => (string?)document["kind"] == "idempotency");
        Assert.All(documents, document => Assert.DoesNotContain("canary-3f9d", document.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S81")]
    public async Task Of_many_who_spend_the_same_money_at_once_as_many_do_as_there_is_money()
    {
        var school = await School.OpenAsync(app);
        var (equity, wallet, shop) = (await school.AccountAsync("equity"), await school.AccountAsync(), await school.AccountAsync());
        await school.PayAsync(equity, wallet, 1_000);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => school.PayAsync(wallet, shop, 150))));

        Assert.Equal(6, replies.Count(reply => reply.Status == StatusCodes.Status201Created));
        Assert.Equal(14, replies.Count(reply => reply is { Status: StatusCodes.Status409Conflict, Code: "insufficient-funds" }));
        Assert.All(replies.Where(reply => reply.Code is not null), reply => Assert.DoesNotContain("100", reply.Body.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal((100, 900), (await school.BalanceAsync(wallet), await school.BalanceAsync(shop)));
        await school.VerifyAsync(equity, wallet, shop);
    }

    [Fact]
    [Trait("Requirement", "S81")]
    [Trait("Requirement", "S86")]
    public async Task What_cannot_be_posted_is_refused_by_its_field_and_changes_nothing()
    {
        var school = await School.OpenAsync(app);
        var (income, bank, yen) = (await school.AccountAsync("income"), await school.AccountAsync(), await school.AccountAsync(currency: "JPY"));
        await Refused(School.Details(income, Guid.NewGuid(), 1), 400, "/toAccountId");
        await Refused(School.Details(income, yen, 1), 400, "/toAccountId", "/currency");
        await Refused(School.Details(income, income, 1), 400, "/toAccountId");
        await Refused(new(School.Details(income, bank, 1).Select(field => KeyValuePair.Create(field.Key, field.Key == "amount" ? 1 : field.Value?.DeepClone()))), 400, "/amount");
        await Refused(School.Details(income, bank, 0.01m), 400, "/amount");
        await school.CloseAccountAsync(bank);
        await Refused(School.Details(income, bank, 1), 409, "/toAccountId");
        Assert.Empty(await school.VerifyAsync(income, bank, yen));

        var nowhere = new School(app, Guid.NewGuid());
        Assert.Equal("ledger-not-found", (await nowhere.PayAsync(income, bank, 1)).Code);
        Assert.Equal("ledger-not-found", (await nowhere.TrialBalanceAsync()).Code);
        Assert.Equal("ledger-not-found", (await nowhere.OpenAccountAsync(new() { ["name"] = "Bank", ["currency"] = "EUR", ["kind"] = "asset" })).Code);

        async Task Refused(JsonObject details, int status, params string[] fields)
        {
            var reply = await school.PayAsync(details);
            Assert.Equal(status, reply.Status);
            Assert.Equal(fields, reply.Body["errors"]!.AsArray().Select(error => (string)error!["pointer"]!));
        }
    }

    [Fact]
    public async Task An_account_is_closed_when_it_is_empty_and_a_ledger_when_no_account_is_open()
    {
        var school = await School.OpenAsync(app);
        var (income, bank) = (await school.AccountAsync("income"), await school.AccountAsync());
        var paid = await school.PayAsync(income, bank, 5);
        Assert.Equal("account-not-empty", (await school.CloseAccountAsync(bank)).Code);
        await school.RefundAsync(paid.Id);
        Assert.Equal("ledger-in-use", (await school.CloseAsync()).Code);
        foreach (var account in new[] { income, bank }) Assert.Equal("closed", (await school.CloseAccountAsync(account)).Field("status"));
        Assert.Equal("closed", (await school.CloseAsync()).Field("status"));
        Assert.Equal("ledger-closed", (await school.OpenAccountAsync(new() { ["name"] = "Bank", ["currency"] = "EUR", ["kind"] = "asset" })).Code);
    }

    [Fact]
    public async Task Transfers_are_listed_the_newest_first_and_by_account_and_person()
    {
        var school = await School.OpenAsync(app);
        var (income, bank, cash, person) = (await school.AccountAsync("income"), await school.AccountAsync(), await school.AccountAsync(), Guid.NewGuid());
        for (var i = 1; i <= 9; i++) await school.PayAsync(School.Details(income, i % 3 == 0 ? cash : bank, i, person: i % 2 == 0 ? person : null));

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1], (await school.TransfersAsync()).Select(School.Amount));
        Assert.Equal([9, 6, 3], (await school.TransfersAsync($"&toAccountId={cash}")).Select(School.Amount));
        Assert.Equal([8, 6, 4, 2], (await school.TransfersAsync($"&personId={person}")).Select(School.Amount));
    }
}
