using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Privacy;

/// <summary>GDPR Art. 16 and 18, and what keeps data from an erasure, as officers and those concerned see it.</summary>
[Collection(nameof(SharedSite))]
public sealed class When_a_person_is_restricted(SharedSite shared) : IAsyncLifetime
{
    private readonly Site _site = shared.NewTenant();
    private Client _staff = null!;
    private Client _officer = null!;
    private string _person = "";

    public async Task InitializeAsync()
    {
        (_staff, _officer) = (await _site.ClientAsync("staff"), await _site.ClientAsync("dpo"));
        _person = (await _staff.PostAsync("people", new JsonObject { ["name"] = "Ada Exampel", ["email"] = "ada@example.org", ["language"] = "en" })).Is(201).Id;
        await UntilAsync("the overview shows them", async () => (string?)(await _officer.GetAsync($"people/{_person}/overview")).Body["person"]?["name"] == "Ada Exampel");
        await UntilAsync("the directory finds them", async () => (await _officer.GetAsync("people?name=ada")).Is(200).Body["items"]!.AsArray().Count == 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    [Trait("Requirement", "S131")]
    public async Task Nothing_is_done_with_their_data_until_it_is_lifted_and_then_all_that_waited_follows()
    {
        var id = await RestrictAsync();
        var refused = await _staff.PatchAsync($"people/{_person}", new JsonObject { ["name"] = "Somebody Else" }, "*");
        Assert.Equal((409, "restricted"), (refused.Status, refused.Code));

        var seen = (await _staff.GetAsync($"people/{_person}")).Is(200).Body;
        Assert.Equal((true, false), ((bool)seen["restricted"]!, seen.ContainsKey("name")));
        var overview = (await _staff.GetAsync($"people/{_person}/overview")).Is(200).Body;
        Assert.True((bool)overview["restricted"]!);
        Assert.DoesNotContain("Exampel", overview.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Ada Exampel", (string?)(await _officer.GetAsync($"people/{_person}")).Is(200).Body["name"]);
        Assert.Equal("Ada Exampel", (string?)(await (await _site.ClientOfAsync(Guid.Parse(_person), "learner")).GetAsync($"people/{_person}")).Is(200).Body["name"]);
        Assert.Empty((await _staff.GetAsync("people?name=ada")).Is(200).Body["items"]!.AsArray());
        Assert.Single((await _officer.GetAsync("people?name=ada")).Is(200).Body["items"]!.AsArray());

        await RectifyAsync();
        var operatorClient = await _site.ClientAsync("operator");
        await UntilAsync("the events wait", async () => (await LettersAsync(operatorClient)).Count >= 3);
        var letter = (await LettersAsync(operatorClient))[0]!;
        Assert.Equal("restricted", (string?)letter["reason"]);
        Assert.Equal("dead-letter-restricted", (await operatorClient.PostAsync($"operations/deadletters/{letter["id"]}/replay")).Is(409).Code);

        (await _officer.PostAsync($"privacy/restrictions/{_person}/{id}/lift", new JsonObject { ["reason"] = "Corrected", ["subjectToldAt"] = "2020-01-01T00:00:00Z" })).Is(200);
        await UntilAsync("what waited has followed", async () => (await LettersAsync(operatorClient)).Count == 0);
        Assert.Equal("Ada Example", (string?)(await _staff.GetAsync($"people/{_person}/overview")).Is(200).Body["person"]!["name"]);
        Assert.False((await _staff.GetAsync($"people/{_person}")).Is(200).Body.ContainsKey("restricted"));
        Assert.Equal("lifted", (string?)Assert.Single((await (await _site.ClientAsync("auditor")).GetAsync($"privacy/restrictions/{_person}")).Is(200).Body["items"]!.AsArray())!["status"]);
    }

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task What_is_wrong_is_corrected_reaches_read_models_and_stands_in_the_register()
    {
        await RectifyAsync();
        await UntilAsync("the overview shows it", async () => (string?)(await _staff.GetAsync($"people/{_person}/overview")).Body["person"]?["name"] == "Ada Example");
        await UntilAsync("the directory finds it", async () => (await _staff.GetAsync("people?name=example")).Is(200).Body["items"]!.AsArray().Count == 1);
        var entry = Assert.Single((await _officer.GetAsync("privacy/requests?kind=rectification")).Is(200).Body["items"]!.AsArray())!;
        Assert.Equal((_person, "completed"), ((string?)entry["personId"], (string?)entry["status"]));
    }

    [Fact]
    [Trait("Requirement", "S7")]
    public async Task Whoever_was_deleted_by_a_user_has_the_same_rights()
    {
        using var request = await DeletionAsync();
        using var deletion = await (await _site.App).Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, deletion.StatusCode);
        await RectifyAsync();
        (await _officer.PostAsync("privacy/holds", new JsonObject { ["personId"] = _person, ["kind"] = "claim", ["reason"] = "Fees", ["authority"] = "Court" })).Is(201);
        await RestrictAsync();
        Assert.Equal("restricted", (await _staff.PostAsync($"people/{_person}/restore")).Is(409).Code);
    }

    [Fact]
    public async Task Holds_are_placed_and_released_by_officers_and_read_by_auditors_without_what_was_said()
    {
        var hold = (await _officer.PostAsync("privacy/holds", new JsonObject { ["personId"] = _person, ["kind"] = "litigation", ["reason"] = "Fees", ["authority"] = "Court" })).Is(201).Id;
        Assert.Equal("person-not-found", (await _officer.PostAsync(
            "privacy/holds", new JsonObject { ["personId"] = Guid.NewGuid().ToString(), ["kind"] = "litigation", ["reason"] = "Fees", ["authority"] = "Court" })).Is(404).Code);
        (await _staff.PostAsync($"privacy/holds/{_person}/{hold}/release", new JsonObject { ["reason"] = "No" })).Is(403);
        var auditor = await _site.ClientAsync("auditor");
        var read = Assert.Single((await auditor.GetAsync("privacy/holds?status=standing")).Is(200).Body["items"]!.AsArray())!.AsObject();
        Assert.Equal((_person, false), ((string?)read["personId"], read.ContainsKey("authority")));
        (await _officer.PostAsync($"privacy/holds/{_person}/{hold}/release", new JsonObject { ["reason"] = "Settled" })).Is(200);
        Assert.Empty((await auditor.GetAsync("privacy/holds?status=standing")).Is(200).Body["items"]!.AsArray());
    }

    private async Task<HttpRequestMessage> DeletionAsync() => new(HttpMethod.Delete, new Uri($"api/people/{_person}", UriKind.Relative))
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", await _site.TokenAsync(personId: null, "staff")) },
    };

    private async Task<string> RestrictAsync() => (await _officer.PostAsync(
        "privacy/restrictions", new JsonObject { ["personId"] = _person, ["ground"] = "accuracyContested", ["reason"] = "The name is said to be wrong." })).Is(201).Id;

    private async Task RectifyAsync() => Assert.Equal("Ada Example", (string?)(await _officer.PostAsync(
        $"people/{_person}/rectify", new JsonObject { ["name"] = "Ada Example", ["reason"] = "By her passport" })).Is(200).Body["name"]);

    private async Task<JsonArray> LettersAsync(Client client) => (await client.GetAsync("operations/deadletters?status=parked")).Is(200).Body["items"]!.AsArray();

    private static Task UntilAsync(string what, Func<Task<bool>> isSo) => Deadline.UntilAsync(what, async () => await isSo());
}
