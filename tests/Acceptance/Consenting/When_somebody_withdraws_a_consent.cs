using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Consenting;

[Collection(nameof(SharedSite))]
public sealed class When_somebody_withdraws_a_consent(SharedSite shared)
{
    /// <summary>From one domain to what another's data is shown by: nobody tells the directory but the feed of consents.</summary>
    [Fact]
    [Trait("Requirement", "S13")]
    [Trait("Requirement", "S46")]
    public async Task What_was_done_by_it_stops()
    {
        var site = shared.NewTenant();
        var staff = await site.ClientAsync("staff");
        var (ada, alan) = (await PersonAsync("Ada Example"), await PersonAsync("Alan Example"));
        var (adaHerself, alanHimself) = (await ClientAsync(ada), await ClientAsync(alan));
        await FindsAsync(staff, "whom staff registered", isFound: true);
        Assert.Empty(await FoundAsync(alanHimself));

        await SayAsync("granted");
        await FindsAsync(alanHimself, "who agrees to be found", isFound: true);
        await SayAsync("withdrawn");
        await FindsAsync(alanHimself, "who has withdrawn that", isFound: false);

        Assert.Equal([ada], await FoundAsync(staff));
        Assert.True((bool)(await adaHerself.GetAsync($"people/{ada}/consents/verify")).Is(200).Body["intact"]!);

        async Task<string> PersonAsync(string name) =>
            (await staff.PostAsync("people", new JsonObject { ["name"] = name, ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" })).Is(201).Id;

        Task<Client> ClientAsync(string person) => site.ClientOfAsync(Guid.Parse(person), "learner");

        async Task SayAsync(string decision) => (await adaHerself.PostAsync(
            $"people/{ada}/consents", new JsonObject { ["purpose"] = "directory", ["policyVersion"] = "2027-03", ["decision"] = decision })).Is(200);

        Task FindsAsync(Client who, string whom, bool isFound) =>
            Deadline.UntilAsync($"{whom} is {(isFound ? "" : "not ")}found", async () => (await FoundAsync(who)).Contains(ada) == isFound);
    }

    private static async Task<IReadOnlyList<string>> FoundAsync(Client who) =>
        [.. (await who.GetAsync("people?name=ada")).Is(200).Body["items"]!.AsArray().Select(item => (string)item!["personId"]!)];
}
