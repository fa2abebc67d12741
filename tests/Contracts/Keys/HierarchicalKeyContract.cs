using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Keys;

public abstract class HierarchicalKeyContract(Backend backend) : Contract(backend)
{
    [ContractTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Keys_of_one_to_three_levels_address_items(int levels)
    {
        var container = await ThreeLevelsAsync(levels);
        var key = Build([.. Enumerable.Range(0, levels).Select(i => $"v{i}")]);
        await container.CreateItemAsync(Document("a", "v0", "v1", "v2"), key);

        Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<JsonObject>("a", key)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await container.UpsertItemAsync(Document("a", "v0", "v1", "v2"), key)).StatusCode);
        var patched = await container.PatchItemAsync<JsonObject>("a", key, [PatchOperation.Set("/n", 1)]);
        Assert.Equal(1, (int)patched.Resource["n"]!);
        using var batch = await container.CreateTransactionalBatch(key)
            .CreateItem(Document("b", "v0", "v1", "v2")).ReadItem("a").ExecuteAsync();
        Assert.True(batch.IsSuccessStatusCode, batch.ErrorMessage);
        Assert.Equal(HttpStatusCode.NoContent, (await container.DeleteItemAsync<JsonObject>("a", key)).StatusCode);
    }

    [ContractFact]
    public async Task The_key_is_taken_from_the_body_when_the_caller_gives_none()
    {
        var container = await ThreeLevelsAsync();
        await container.CreateItemAsync(Document("a", "t", "s", "x"));
        Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<JsonObject>("a", Build("t", "s", "x"))).StatusCode);
    }

    [ContractFact]
    public async Task The_same_id_lives_once_per_full_key()
    {
        var container = await ThreeLevelsAsync();
        await container.CreateItemAsync(Document("a", "t", "s", "x"));
        await container.CreateItemAsync(Document("a", "t", "s", "y"));
        await Expect.ConflictAsync(() => container.CreateItemAsync(Document("a", "t", "s", "x")));
    }

    [ContractFact]
    public async Task Missing_and_null_components_are_values_of_their_own()
    {
        var container = await ThreeLevelsAsync(2);
        await container.CreateItemAsync(Json.Object("""{"id":"a","l0":"t","is":"missing"}"""));
        await container.CreateItemAsync(Json.Object("""{"id":"a","l0":"t","l1":null,"is":"null"}"""));
        await container.CreateItemAsync(Json.Object("""{"id":"a","l0":"t","l1":"","is":"empty"}"""));
        await container.CreateItemAsync(Json.Object("""{"id":"a","is":"both missing"}"""));

        Assert.Equal("missing", await ReadAsync(new PartitionKeyBuilder().Add("t").AddNoneType().Build()));
        Assert.Equal("null", await ReadAsync(new PartitionKeyBuilder().Add("t").AddNullValue().Build()));
        Assert.Equal("empty", await ReadAsync(new PartitionKeyBuilder().Add("t").Add("").Build()));
        Assert.Equal("both missing", await ReadAsync(new PartitionKeyBuilder().AddNoneType().AddNoneType().Build()));

        async Task<string?> ReadAsync(PartitionKey key) =>
            (string?)(await container.ReadItemAsync<JsonObject>("a", key)).Resource["is"];
    }

    [ContractFact]
    public async Task Components_may_be_numbers_and_booleans()
    {
        var container = await ThreeLevelsAsync(2);
        await container.CreateItemAsync(Json.Object("""{"id":"a","l0":7,"l1":true}"""));
        var key = new PartitionKeyBuilder().Add(7).Add(true).Build();
        Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<JsonObject>("a", key)).StatusCode);
        await Expect.NotFoundAsync(() => container.ReadItemAsync<JsonObject>("a", Build("7", "true")));
    }

    [ContractFact]
    public async Task A_key_that_differs_from_the_body_answers_400_with_substatus_1001()
    {
        var container = await ThreeLevelsAsync(2);
        await Expect.StatusAsync(
            HttpStatusCode.BadRequest,
            () => container.CreateItemAsync(Document("a", "t", "s", "x"), Build("t", "another")),
            subStatus: 1001);
    }

    [ContractFact]
    public async Task The_last_level_may_be_the_id()
    {
        var container = await NewContainerAsync(new ContainerProperties("", ["/l0", "/id"]));
        await container.CreateItemAsync(Document("a", "t", "s", "x"));
        await container.CreateItemAsync(Document("b", "t", "s", "x"));

        Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<JsonObject>("a", Build("t", "a"))).StatusCode);
        var prefix = await container.GetItemQueryIterator<string>(
            "SELECT VALUE c.id FROM c", requestOptions: new() { PartitionKey = Build("t") }).DrainAsync();
        Assert.Equal(["a", "b"], prefix.Order());
    }

    private static PartitionKey Build(params string[] components) =>
        components.Aggregate(new PartitionKeyBuilder(), (builder, component) => builder.Add(component)).Build();

    private static JsonObject Document(string id, string l0, string l1, string l2) =>
        new() { ["id"] = id, ["l0"] = l0, ["l1"] = l1, ["l2"] = l2 };

    private Task<Container> ThreeLevelsAsync(int levels = 3) =>
        NewContainerAsync(new ContainerProperties("", [.. ((string[])["/l0", "/l1", "/l2"]).Take(levels)]));
}
