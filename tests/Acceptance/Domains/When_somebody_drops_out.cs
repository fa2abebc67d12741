using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;

namespace Serverless.Acceptance.Domains;

[Collection(nameof(SharedSite))]
public sealed class When_somebody_drops_out(SharedSite shared)
{
    private const string Fee = "24900";

    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S122")]
    public async Task Their_fee_goes_back_once_and_the_books_come_to_nothing()
    {
        var site = shared.NewTenant();
        var office = await Office.OpenAsync(site);
        var course = await Course.OpenAsync(office);
        var person = await office.RegisterAsync("Ada Example");
        var enrolment = await course.EnrolAsync(person);
        var ledger = $"ledgers/{(await office.PostAsync("ledgers", new JsonObject { ["name"] = "Welding" }))["id"]}";
        var (fees, bank) = (await AccountAsync("income"), await AccountAsync("asset"));
        var paid = await office.PostAsync($"{ledger}/transfers", new JsonObject
        {
            ["fromAccountId"] = fees, ["toAccountId"] = bank, ["amount"] = Fee, ["currency"] = "EUR", ["purpose"] = "tuition", ["personId"] = person,
        });

        await office.PostAsync($"people/{person}/enrolments/{enrolment}/drop", new JsonObject { ["reason"] = "ownWish" });
        var refund = new JsonObject { ["reason"] = "dropOut" };
        Assert.Equal(Fee, (string?)(await office.PostAsync($"{ledger}/transfers/{paid["id"]}/refund", refund))["amount"]);

        Assert.Equal("refund-exceeds-payment", await office.RefusedAsync($"{ledger}/transfers/{paid["id"]}/refund", refund));
        Assert.Equal("not-enrolled", await office.RefusedAsync($"people/{person}/attendance", course.Attendance));
        Assert.Equal("0", (string?)(await office.GetAsync($"{ledger}/accounts/{bank}"))["balance"]);
        var books = await office.GetAsync($"{ledger}/trial-balance");
        Assert.Equal((true, 2), ((bool)books["isBalanced"]!, (int)books["transfers"]!));

        async Task<string> AccountAsync(string kind) =>
            (string)(await office.PostAsync($"{ledger}/accounts", new JsonObject { ["name"] = kind, ["kind"] = kind, ["currency"] = "EUR" }))["id"]!;
    }
}
