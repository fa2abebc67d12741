using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Writing;
using Serverless.Cloud.Cosmos;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Privacy;

[Trait("Requirement", "S8")]
public sealed class When_a_container_is_restored(ErasingApp app) : IClassFixture<ErasingApp>
{
    [Fact]
    public async Task What_comes_back_of_whom_was_erased_cannot_be_read_and_is_erased_again()
    {
        var (staff, erasures) = (await app.Site.ClientAsync("staff"), new Erasures(await app.Site.ClientAsync("dpo")));
        var (person, bystander) = (await When_somebody_is_erased.RegisterAsync(staff), await When_somebody_is_erased.RegisterAsync(staff));
        var backup = await BackUpAsync(person, "people", "person-overview");
        var erasure = await erasures.RequestAsync(person);
        await erasures.UntilAsync(erasure, "completed");

        await RestoreAsync(backup);
        Assert.DoesNotContain("Ada", (await staff.GetAsync($"people/{person}")).Is(200).Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((1, 0), await ReconcileAsync(erasures));
        Assert.Equal(404, (await staff.GetAsync($"people/{person}")).Status);
        Assert.Equal("repeated", (string?)(await erasures.ReadAsync(erasure))["acts"]!.AsArray()[^1]!["kind"]);
        Assert.Equal((0, 0), await ReconcileAsync(erasures));
        (await staff.GetAsync($"people/{bystander}")).Is(200);
    }

    /// <summary>The worst: with the documents comes the key that opens them.</summary>
    [Fact]
    public async Task A_key_that_comes_back_with_them_is_destroyed_again()
    {
        var (staff, erasures) = (await app.Site.ClientAsync("staff"), new Erasures(await app.Site.ClientAsync("dpo")));
        var person = await When_somebody_is_erased.RegisterAsync(staff);
        var backup = await BackUpAsync(person, "people", "keys");
        var erasure = await erasures.RequestAsync(person);
        await erasures.UntilAsync(erasure, "completed");

        await RestoreAsync(backup);
        await app.Site.KillAppAsync();
        await app.Site.StartAppAsync();
        Assert.Contains("Ada", (await staff.GetAsync($"people/{person}")).Is(200).Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((1, 0), await ReconcileAsync(erasures));
        Assert.Equal(404, (await staff.GetAsync($"people/{person}")).Status);
        Assert.Null(Assert.Single(await BackUpAsync(person, "keys")).Document["wrapped"]);
        Assert.Equal((0, 0), await ReconcileAsync(erasures));
    }

    [Fact]
    public async Task A_look_that_is_asked_for_five_times_at_one_moment_is_one()
    {
        var (officer, key) = (await app.Site.ClientAsync("dpo"), $"{Guid.NewGuid()}");
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            officer.TryAsync(HttpMethod.Post, $"{Erasures.List}/reconcile", body: null, version: null, key, CancellationToken.None)));
        Assert.All(replies, reply => Assert.Equal(202, reply!.Status));
        Assert.Single(replies.Select(reply => reply!.Id).Distinct(StringComparer.Ordinal));
    }

    private static async Task<(int Found, int Left)> ReconcileAsync(Erasures erasures)
    {
        var id = (await erasures.Officer.PostAsync($"{Erasures.List}/reconcile")).Is(202).Id;
        JsonObject? state = null;
        await Deadline.UntilAsync("all who were erased are looked for", async () =>
            (string?)(state = (await erasures.Officer.GetAsync($"{Erasures.List}/reconciliations/{id}")).Is(200).Body)["status"] == "finished");
        return ((int)state!["found"]!, (int)state["left"]!);
    }

    private async Task<IReadOnlyList<(string Container, JsonObject Document)>> BackUpAsync(string person, params string[] containers)
    {
        var found = new List<(string, JsonObject)>();
        await using var ledger = new Ledger(app.Cosmos.ConnectionString, app.Site.Keys);
        foreach (var container in containers)
            found.AddRange((await ledger.DocumentsAsync(container)).Where(document => (string?)document["subjectId"] == person).Select(document => (container, document)));
        return found;
    }

    private async Task RestoreAsync(IReadOnlyList<(string Container, JsonObject Document)> backup)
    {
        using var client = new CosmosClient(app.Cosmos.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, UseSystemTextJsonSerializerWithOptions = new() });
        foreach (var (container, document) in backup)
            await client.GetContainer(CosmosConnection.Database, container).UpsertItemAsync(document, Partitions.Of("acme", (string)document["subjectId"]!));
    }
}
