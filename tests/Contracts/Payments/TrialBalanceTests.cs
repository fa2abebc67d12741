using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;

namespace Serverless.Contracts.Payments;

public sealed class TrialBalanceTests(PaymentsApp app) : IClassFixture<PaymentsApp>
{
    [Fact]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S80")]
    public async Task It_says_for_each_currency_what_each_kind_of_account_holds()
    {
        var school = await School.OpenAsync(app);
        var (income, bank, cost) = (await school.AccountAsync("income"), await school.AccountAsync(), await school.AccountAsync("expense"));
        await school.AccountAsync("asset", currency: "KWD");
        await school.PayAsync(income, bank, 1_000);
        await school.PayAsync(bank, cost, 300);

        var balance = (await school.TrialBalanceAsync()).Body;
        Assert.True((bool)balance["isBalanced"]!);
        Assert.Equal((4, 2), ((int)balance["accounts"]!, (int)balance["transfers"]!));
        Assert.Equal("""[{"kind":"asset","accounts":"700","transfers":"700"},{"kind":"income","accounts":"-1000","transfers":"-1000"},{"kind":"expense","accounts":"300","transfers":"300"}]""",
            balance["currencies"]![0]!["kinds"]!.ToJsonString());
        Assert.Equal("""{"currency":"KWD","minorUnits":3,"accounts":"0","transfers":"0","kinds":[{"kind":"asset","accounts":"0","transfers":"0"}]}""", balance["currencies"]![1]!.ToJsonString());
    }

    [Fact]
    [Trait("Requirement", "S4")]
    public async Task It_is_zero_while_money_moves_on()
    {
        var school = await School.OpenAsync(app);
        var accounts = new List<Guid> { await school.AccountAsync("income") };
        for (var i = 0; i < 4; i++) accounts.Add(await school.AccountAsync());
        using var stop = new CancellationTokenSource();
        var paying = Task.WhenAll(Enumerable.Range(0, 4).Select(lane => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
                await school.PayAsync(accounts[(i + lane) % 5], accounts[(i + lane + 1 + (i % 3)) % 5], 1 + i);
        })));

        long seen = 0;
        for (var i = 0; i < 15; i++)
        {
            var balance = (await school.TrialBalanceAsync()).Body;
            Assert.True((bool)balance["isBalanced"]!, balance.ToJsonString());
            Assert.True((long)balance["transfers"]! >= seen);
            seen = (long)balance["transfers"]!;
        }

        await stop.CancelAsync();
        await paying;
        Assert.True(seen > 0, "Nothing was paid meanwhile.");
        await school.VerifyAsync([.. accounts]);
    }

    [Theory]
    [InlineData("account", "balance")]
    [InlineData("transfer", "amount")]
    public async Task It_tells_when_somebody_has_altered_the_books(string kind, string field)
    {
        var school = await School.OpenAsync(app);
        await school.PayAsync(await school.AccountAsync("income"), await school.AccountAsync(), 1_000);
        await AlterAsync(school, kind, field);

        Assert.False((bool)(await school.TrialBalanceAsync()).Body["isBalanced"]!);
    }

    private async Task AlterAsync(School school, string kind, string field)
    {
        var container = app.Services.GetRequiredService<Database>().GetContainer("payments");
        var partition = new PartitionKeyBuilder().Add("acme").Add(school.Id.ToString()).Build();
        using var pages = container.GetItemQueryIterator<JsonObject>($"SELECT * FROM c WHERE c.kind = '{kind}'", requestOptions: new() { PartitionKey = partition });
        var document = (await pages.ReadNextAsync()).First();
        document["data"]![field] = "1001";
        await container.ReplaceItemAsync(document, (string)document["id"]!, partition);
    }
}
