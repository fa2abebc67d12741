using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

[Trait("Requirement", "S81")]
public abstract class UniqueKeyContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task A_taken_value_answers_409_however_it_is_written()
    {
        var container = await UniqueAsync("/text");
        var pk = new PartitionKey("p");
        await container.CreateItemAsync(new Note("a", "p", 0, "taken"));
        await container.CreateItemAsync(new Note("b", "p", 0, "free"));

        await Expect.ConflictAsync(() => container.CreateItemAsync(new Note("c", "p", 0, "taken")));
        await Expect.ConflictAsync(() => container.UpsertItemAsync(new Note("c", "p", 0, "taken")));
        await Expect.ConflictAsync(() => container.UpsertItemAsync(new Note("b", "p", 0, "taken")));
        await Expect.ConflictAsync(() => container.ReplaceItemAsync(new Note("b", "p", 0, "taken"), "b", pk));
        await Expect.ConflictAsync(() => container.PatchItemAsync<Note>("b", pk, [PatchOperation.Set("/text", "taken")]));
        using var batch = await container.CreateTransactionalBatch(pk)
            .CreateItem(new Note("c", "p", 0, "new")).CreateItem(new Note("d", "p", 0, "taken")).ExecuteAsync();
        Assert.Equal([424, 409], batch.Select(result => (int)result.StatusCode));

        Assert.Equal("free", (await container.ReadItemAsync<Note>("b", pk)).Resource.Text);
        Assert.Equal(2, (await container.QueryAsync("SELECT * FROM c")).Count);
    }

    [ContractFact]
    public async Task Another_partition_may_hold_the_same_value()
    {
        var container = await UniqueAsync("/text");
        await container.CreateItemAsync(new Note("a", "p", 0, "x"));
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(new Note("a", "q", 0, "x"))).StatusCode);
    }

    [ContractFact]
    public async Task A_value_is_free_again_when_its_item_changes_or_goes()
    {
        var container = await UniqueAsync("/text");
        await container.CreateItemAsync(new Note("a", "p", 0, "x"));
        await container.UpsertItemAsync(new Note("a", "p", 1, "x"));
        await container.UpsertItemAsync(new Note("a", "p", 2, "y"));
        await container.CreateItemAsync(new Note("b", "p", 0, "x"));
        await container.DeleteItemAsync<Note>("b", new PartitionKey("p"));
        await container.CreateItemAsync(new Note("c", "p", 0, "x"));
    }

    [ContractFact]
    public async Task A_missing_value_counts_as_null_and_is_unique_too()
    {
        var container = await UniqueAsync("/email");
        await container.CreateItemAsync(new Note("a", "p"));
        await Expect.ConflictAsync(() => container.CreateItemAsync(new Note("b", "p")));
        await Expect.ConflictAsync(() => container.CreateItemAsync(new { id = "c", pk = "p", email = (string?)null }));
        await container.CreateItemAsync(new { id = "d", pk = "p", email = "d@example.org" });
    }

    [ContractFact]
    public async Task Several_paths_are_unique_together()
    {
        var container = await UniqueAsync("/name/first", "/name/last");
        await container.CreateItemAsync(Named("a", "Ada", "Lovelace"));
        await container.CreateItemAsync(Named("b", "Ada", "Byron"));
        await container.CreateItemAsync(Named("c", "Augusta", "Byron"));
        await Expect.ConflictAsync(() => container.CreateItemAsync(Named("d", "Ada", "Byron")));
    }

    [ContractFact]
    public async Task Values_of_different_kinds_and_cases_differ()
    {
        var container = await UniqueAsync("/v");
        string[] values = ["1", "\"1\"", "true", "\"true\"", "\"x\"", "\"X\"", "1.5", "\"\"", "null"];
        foreach (var (i, value) in values.Index())
            await container.CreateItemAsync(new JsonObject { ["id"] = $"{i}", ["pk"] = "p", ["v"] = JsonNode.Parse(value) });
        await Expect.ConflictAsync(() => container.CreateItemAsync(Json.Object("""{"id":"n","pk":"p","v":1.0}""")));
    }

    [ContractFact]
    public async Task Every_one_of_several_keys_counts()
    {
        var properties = new ContainerProperties("", "/pk");
        properties.UniqueKeyPolicy.UniqueKeys.Add(new UniqueKey { Paths = { "/n" } });
        properties.UniqueKeyPolicy.UniqueKeys.Add(new UniqueKey { Paths = { "/text" } });
        var container = await NewContainerAsync(properties);
        await container.CreateItemAsync(new Note("a", "p", 1, "x"));
        await Expect.ConflictAsync(() => container.CreateItemAsync(new Note("b", "p", 1, "y")));
        await Expect.ConflictAsync(() => container.CreateItemAsync(new Note("b", "p", 2, "x")));
        await container.CreateItemAsync(new Note("b", "p", 2, "y"));
    }

    [ContractFact]
    public async Task Of_many_who_race_for_a_value_one_wins()
    {
        var container = await UniqueAsync("/text");
        for (var round = 0; round < 5; round++)
        {
            var text = $"round {round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
                () => container.CreateItemStreamAsync(
                    Json.Stream($$"""{"id":"{{round}}-{{i}}","pk":"p","text":"{{text}}"}"""), new PartitionKey("p")))));

            Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
            Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        }
        Assert.Equal(5, (await container.QueryAsync("SELECT * FROM c")).Count);
    }

    private static object Named(string id, string first, string last) => new { id, pk = "p", name = new { first, last } };

    private Task<Container> UniqueAsync(params string[] paths)
    {
        var key = new UniqueKey();
        foreach (var path in paths)
            key.Paths.Add(path);
        var properties = new ContainerProperties("", "/pk");
        properties.UniqueKeyPolicy.UniqueKeys.Add(key);
        return NewContainerAsync(properties);
    }
}
