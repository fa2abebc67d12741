using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

public abstract class ItemKeyContract(Backend backend) : Contract(backend)
{
    private static readonly (string? Json, PartitionKey Key)[] Kinds =
    [
        ("\"text\"", new PartitionKey("text")),
        ("\"\"", new PartitionKey("")),
        ("\"é\\\"\\\\ 日本 😀\"", new PartitionKey("é\"\\ 日本 😀")),
        ("7", new PartitionKey(7)),
        ("-1.5", new PartitionKey(-1.5)),
        ("\"7\"", new PartitionKey("7")),
        ("true", new PartitionKey(true)),
        ("false", new PartitionKey(false)),
        ("null", PartitionKey.Null),
        (null, PartitionKey.None),
    ];

    [ContractFact]
    public async Task Keys_of_every_kind_name_partitions_of_their_own()
    {
        var container = await NewContainerAsync();
        foreach (var (json, key) in Kinds)
            await container.CreateItemAsync(Document(json), key);

        foreach (var (json, key) in Kinds)
        {
            var read = await container.ReadItemAsync<JsonObject>("same", key);
            Assert.Equal(json ?? "none", (string?)read.Resource["kind"]);
            var inPartition = await container.GetItemQueryIterator<JsonObject>(
                "SELECT * FROM c ORDER BY c.id", requestOptions: new() { PartitionKey = key }).DrainAsync();
            Assert.Equal(json ?? "none", (string?)Assert.Single(inPartition)["kind"]);
        }
        Assert.Equal(Kinds.Length, (await container.QueryAsync("SELECT * FROM c")).Count);
    }

    [ContractFact]
    public async Task The_key_is_taken_from_the_body_when_the_caller_gives_none()
    {
        var container = await NewContainerAsync();
        foreach (var (json, key) in Kinds)
        {
            await container.CreateItemAsync(Document(json));
            Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<JsonObject>("same", key)).StatusCode);
        }
    }

    [ContractFact]
    public async Task One_and_one_point_zero_are_the_same_key()
    {
        var container = await NewContainerAsync();
        using var created = await container.CreateItemStreamAsync(
            Json.Stream("""{"id":"a","pk":1.0}"""), new PartitionKey(1));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<JsonObject>("a", new PartitionKey(1.0))).StatusCode);
    }

    [ContractFact]
    public async Task A_key_that_differs_from_the_body_answers_400_with_substatus_1001()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await Expect.StatusAsync(
            HttpStatusCode.BadRequest,
            () => container.CreateItemAsync(new Note("a", key), new PartitionKey("another")),
            subStatus: 1001);
    }

    [ContractTheory]
    [InlineData("/address/city", """{"id":"a","address":{"city":"Paris"}}""")]
    [InlineData("/\"a b\"", """{"id":"a","a b":"Paris"}""")]
    [InlineData("/a/b/c", """{"id":"a","a":{"b":{"c":"Paris"}}}""")]
    public async Task A_key_path_may_lead_into_objects(string path, string document)
    {
        var container = await NewContainerAsync(path);
        await container.CreateItemAsync(Json.Object(document), new PartitionKey("Paris"));
        var read = await container.ReadItemAsync<JsonObject>("a", new PartitionKey("Paris"));
        Json.AssertDocument(document, read.Resource);
    }

    [ContractFact]
    public async Task The_id_may_be_the_key()
    {
        var container = await NewContainerAsync("/id");
        await container.CreateItemAsync(new Note("a", "x"));
        Assert.Equal("x", (await container.ReadItemAsync<Note>("a", new PartitionKey("a"))).Resource.Pk);
    }

    [ContractFact]
    public async Task A_key_of_an_object_or_array_answers_400()
    {
        var container = await SharedContainerAsync();
        foreach (var key in (string[])["{}", "[1]"])
        {
            using var answer = await container.CreateItemStreamAsync(
                Json.Stream($$"""{"id":"a","pk":{{key}}}"""), PartitionKey.None);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [ContractFact]
    public async Task A_key_holds_2_KB_and_no_more()
    {
        var container = await SharedContainerAsync();
        await container.CreateItemAsync(new Note("a", new string('k', 2000)));
        await Expect.BadRequestAsync(() => container.CreateItemAsync(new Note("a", new string('k', 2100))));
    }

    private static JsonObject Document(string? key)
    {
        var document = new JsonObject { ["id"] = "same", ["kind"] = key ?? "none" };
        if (key is not null)
            document["pk"] = JsonNode.Parse(key);
        return document;
    }
}
