using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;

namespace Serverless.Acceptance.Consenting;

[Collection(nameof(SharedSite))]
[Trait("Requirement", "S13")]
public sealed class When_somebody_consents(SharedSite shared) : IAsyncLifetime
{
    private readonly Site _site = shared.NewTenant();
    private string? _person;

    private string Consents => $"people/{_person}/consents";

    public async Task InitializeAsync()
    {
        var staff = await _site.ClientAsync("staff");
        _person = (await staff.PostAsync("people", new JsonObject { ["name"] = "Ada Example", ["email"] = "ada@example.org", ["language"] = "en" })).Is(201).Id;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task They_withdraw_as_easily_and_auditors_read_and_check_what_they_said()
    {
        await SayAsync("granted");
        await SayAsync("withdrawn");

        var auditor = await _site.ClientAsync("auditor");
        var listed = (await auditor.GetAsync(Consents)).Is(200).Body;
        Assert.Equal(["withdrawn", "granted"], listed["items"]!.AsArray().Select(item => (string?)item!["decision"]));
        Assert.Equal("withdrawn", (string?)Assert.Single(listed["standing"]!.AsArray())!["decision"]);
        Assert.True((bool)(await auditor.GetAsync($"{Consents}/verify")).Is(200).Body["intact"]!);
        (await auditor.PostAsync(Consents, Choice("granted"))).Is(403);
    }

    [Fact]
    [Trait("Requirement", "S56")]
    [Trait("Requirement", "S97")]
    public async Task Whoever_turns_their_word_in_the_store_is_found()
    {
        await SayAsync("granted");
        await SayAsync("withdrawn");
        using (var client = new CosmosClient(shared.Store, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, UseSystemTextJsonSerializerWithOptions = new() }))
        {
            var store = client.GetContainer("serverless", "consents");
            var partition = new PartitionKeyBuilder().Add(_site.Tenant).Add(_person).Build();
            using var found = store.GetItemQueryIterator<JsonObject>("SELECT * FROM c WHERE c.kind = 'consent-withdrawn'", requestOptions: new QueryRequestOptions { PartitionKey = partition });
            var entry = Assert.Single(await found.ReadNextAsync());
            entry["kind"] = "consent-granted";
            await store.ReplaceItemAsync(entry, (string)entry["id"]!, partition);
        }

        var verified = (await (await _site.ClientAsync("dpo")).GetAsync($"{Consents}/verify")).Is(200).Body;
        Assert.Equal((false, 2, "altered"), ((bool)verified["intact"]!, (int)verified["breach"]!["sequence"]!, (string?)verified["breach"]!["fault"]));
    }

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task Nothing_that_they_said_can_be_changed_or_taken_away()
    {
        await SayAsync("granted");
        var ledger = (await (await _site.ClientAsync("staff")).GetAsync(Consents)).Is(200).Body;
        var app = await _site.App;
        var token = await _site.TokenAsync(Guid.Parse(_person!), "learner", "staff", "reviewer", "dpo", "auditor", "operator");
        foreach (var address in new[] { Consents, $"{Consents}/1", $"{Consents}/{ledger["items"]![0]!["hash"]}", $"{Consents}/verify" })
        {
            foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
            {
                using var request = new HttpRequestMessage(method, new Uri($"api/{address}", UriKind.Relative));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                using var answer = await app.Http.SendAsync(request);
                Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
            }
        }

        Assert.Equal(ledger.ToJsonString(), (await (await _site.ClientAsync("staff")).GetAsync(Consents)).Is(200).Body.ToJsonString());
    }

    private async Task SayAsync(string decision)
    {
        var learner = await _site.ClientOfAsync(Guid.Parse(_person!), "learner");
        (await learner.PostAsync(Consents, Choice(decision))).Is(200);
    }

    private static JsonObject Choice(string decision) => new() { ["purpose"] = "progressAnalysis", ["policyVersion"] = "2027-03", ["decision"] = decision };
}
