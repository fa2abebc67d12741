using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

public abstract class ItemFidelityContract(Backend backend) : Contract(backend)
{
    [ContractTheory(Needs = Capability.TextFidelity)]
    [InlineData("9007199254740993")]
    [InlineData("1.0")]
    [InlineData("1E5")]
    [InlineData("-0.0")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.1000000000000000055511151231257827")]
    [InlineData("\"2024-01-31T10:00:00+02:00\"")]
    [InlineData("\"2024-01-31T10:00:00.1234567Z\"")]
    [InlineData("\"\\u00e9 \\ud83d\\ude00 \\/ \\t\"")]
    [InlineData("\"é 😀 / \u2028\"")]
    [InlineData("[ 1, 2 ,3]")]
    [InlineData("{\"z\":1,\"a\":{\"y\":null,\"b\":[]}}")]
    public async Task Text_comes_back_as_it_was_sent(string value)
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var sent = $$"""{"value":{{value}},"pk":"{{key}}","id":"a","last":true}""";
        using var created = await container.CreateItemStreamAsync(Json.Stream(sent), new PartitionKey(key));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        using var read = await container.ReadItemStreamAsync("a", new PartitionKey(key));
        var text = await Json.TextAsync(read.Content);

        Assert.Contains($"\"value\":{value},", text, StringComparison.Ordinal);
        var sentNames = JsonNode.Parse(sent)!.AsObject().Select(property => property.Key);
        Assert.Equal(sentNames, Json.WithoutSystemProperties(Json.Object(text)).Select(property => property.Key));
    }

    [ContractFact]
    public async Task Values_of_every_kind_survive_a_round_trip()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        const string Value = """
            {"null":null,"true":true,"false":false,"zero":0,"minus":-1.5,"big":1e300,"tiny":5e-324,"long":9007199254740991,
             "empty":"","text":"a\"b\\c\n\u0001 日本 😀","array":[1,"x",null,[2,{}]],"object":{"a":{"b":{"c":[]}}},
             "name with space":1,"":2,"日本":3,"$type":"x","__proto__":4}
            """;
        await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key, ["value"] = JsonNode.Parse(Value) });

        var read = (await container.ReadItemAsync<JsonObject>("a", new PartitionKey(key))).Resource;

        Json.AssertEqual(Value, read["value"]);
    }

    [ContractFact]
    public async Task Deep_nesting_is_kept()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var deep = string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60));
        await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key, ["deep"] = JsonNode.Parse(deep) });

        Json.AssertEqual(deep, (await container.ReadItemAsync<JsonObject>("a", new PartitionKey(key))).Resource["deep"]);
    }
}
