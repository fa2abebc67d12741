using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Patch;

public abstract class PatchContract(Backend backend) : Contract(backend)
{
    private const string Before =
        """{"n":1,"d":1.5,"s":"x","nothing":null,"o":{"a":1,"b":{"c":2}},"arr":[1,2,3],"a/b":1,"m~n":2}""";

    public static TheoryData<string, PatchOperation[], string> Applied => new()
    {
        { "add a property", [PatchOperation.Add("/new", "v")], """{"new":"v"}""" },
        { "add over a property", [PatchOperation.Add("/s", "y")], """{"s":"y"}""" },
        { "add inside an object", [PatchOperation.Add("/o/b/d", 3)], """{"o":{"a":1,"b":{"c":2,"d":3}}}""" },
        { "add inserts at an index", [PatchOperation.Add("/arr/1", 9)], """{"arr":[1,9,2,3]}""" },
        { "add at the end index appends", [PatchOperation.Add("/arr/3", 9)], """{"arr":[1,2,3,9]}""" },
        { "add appends at -", [PatchOperation.Add("/arr/-", 9)], """{"arr":[1,2,3,9]}""" },
        { "add null", [PatchOperation.Add<object?>("/s", null)], """{"s":null}""" },
        { "add an object", [PatchOperation.Add("/o/x", new { y = new[] { 1 } })], """{"o":{"a":1,"b":{"c":2},"x":{"y":[1]}}}""" },
        { "set a property", [PatchOperation.Set("/new", true)], """{"new":true}""" },
        { "set over a property", [PatchOperation.Set("/o/a", "z")], """{"o":{"a":"z","b":{"c":2}}}""" },
        { "set overwrites an index", [PatchOperation.Set("/arr/1", 9)], """{"arr":[1,9,3]}""" },
        { "replace a property", [PatchOperation.Replace("/s", 5)], """{"s":5}""" },
        { "replace an element", [PatchOperation.Replace("/arr/0", "first")], """{"arr":["first",2,3]}""" },
        { "replace null", [PatchOperation.Replace("/nothing", 1)], """{"nothing":1}""" },
        { "remove a nested property", [PatchOperation.Remove("/o/b")], """{"o":{"a":1}}""" },
        { "remove an element", [PatchOperation.Remove("/arr/0")], """{"arr":[2,3]}""" },
        { "increment by an integer", [PatchOperation.Increment("/n", 5)], """{"n":6}""" },
        { "increment downwards", [PatchOperation.Increment("/n", -3)], """{"n":-2}""" },
        { "increment by a fraction", [PatchOperation.Increment("/d", 0.25)], """{"d":1.75}""" },
        { "increment creates", [PatchOperation.Increment("/count", 4)], """{"count":4}""" },
        { "increment an element", [PatchOperation.Increment("/arr/2", 10)], """{"arr":[1,2,13]}""" },
        { "move to a new name", [PatchOperation.Move("/s", "/o/s")], """{"s":"<gone>","o":{"a":1,"b":{"c":2},"s":"x"}}""" },
        { "move over another", [PatchOperation.Move("/n", "/s")], """{"n":"<gone>","s":1}""" },
        { "move out of an array", [PatchOperation.Move("/arr/0", "/first")], """{"arr":[2,3],"first":1}""" },
        { "slash in a name", [PatchOperation.Set("/a~1b", 7)], """{"a/b":7}""" },
        { "tilde in a name", [PatchOperation.Set("/m~0n", 7)], """{"m~n":7}""" },
        {
            "operations see those before them",
            [PatchOperation.Add("/t", new[] { 1 }), PatchOperation.Add("/t/-", 2), PatchOperation.Increment("/t/0", 1)],
            """{"t":[2,2]}"""
        },
    };

    public static TheoryData<string, PatchOperation[]> Refused => new()
    {
        { "remove what is not there", [PatchOperation.Remove("/gone")] },
        { "replace what is not there", [PatchOperation.Replace("/gone", 1)] },
        { "set below what is not there", [PatchOperation.Set("/gone/child", 1)] },
        { "add below what is not there", [PatchOperation.Add("/gone/child", 1)] },
        { "add below a scalar", [PatchOperation.Add("/s/child", 1)] },
        { "add past the end", [PatchOperation.Add("/arr/4", 1)] },
        { "remove past the end", [PatchOperation.Remove("/arr/3")] },
        { "add at a name in an array", [PatchOperation.Add("/arr/x", 1)] },
        { "increment a string", [PatchOperation.Increment("/s", 1)] },
        { "increment null", [PatchOperation.Increment("/nothing", 1)] },
        { "move what is not there", [PatchOperation.Move("/gone", "/x")] },
        { "move into its own child", [PatchOperation.Move("/o", "/o/b/x")] },
        { "set the id", [PatchOperation.Set("/id", "other")] },
        { "set the partition key", [PatchOperation.Set("/pk", "other")] },
        { "remove the partition key", [PatchOperation.Remove("/pk")] },
        { "set the timestamp", [PatchOperation.Set("/_ts", 1)] },
        { "a good operation before a bad one", [PatchOperation.Set("/n", 99), PatchOperation.Remove("/gone")] },
        { "eleven operations", [.. Enumerable.Range(0, 11).Select(i => PatchOperation.Set($"/p{i}", i))] },
    };

    [ContractTheory]
    [MemberData(nameof(Applied), DisableDiscoveryEnumeration = true)]
    public async Task An_operation_changes_what_it_names_and_nothing_else(
        string name, PatchOperation[] operations, string changed)
    {
        var (container, pk) = await CreateAsync(name);
        var patched = await container.PatchItemAsync<JsonObject>("a", pk, operations);

        var expected = Json.Object(Before);
        foreach (var (property, value) in Json.Object(changed))
            expected[property] = value?.DeepClone();
        foreach (var gone in expected.Where(property => property.Value?.ToString() == "<gone>").ToList())
            expected.Remove(gone.Key);

        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        AssertContent(expected, patched.Resource);
        var read = await container.ReadItemAsync<JsonObject>("a", pk);
        AssertContent(expected, read.Resource);
        Assert.Equal(patched.ETag, read.ETag);
    }

    [ContractTheory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task An_operation_that_cannot_be_applied_answers_400_and_changes_nothing(
        string name, PatchOperation[] operations)
    {
        var (container, pk) = await CreateAsync(name);
        var before = await container.ReadItemAsync<JsonObject>("a", pk);

        await Expect.BadRequestAsync(() => container.PatchItemAsync<JsonObject>("a", pk, operations));

        Assert.Equal(before.ETag, (await container.ReadItemAsync<JsonObject>("a", pk)).ETag);
    }

    [ContractFact]
    public async Task Ten_operations_are_allowed()
    {
        var (container, pk) = await CreateAsync(nameof(Ten_operations_are_allowed));
        var patched = await container.PatchItemAsync<JsonObject>(
            "a", pk, [.. Enumerable.Range(0, 10).Select(_ => PatchOperation.Increment("/n", 1))]);
        Assert.Equal(11, (int)patched.Resource["n"]!);
    }

    [ContractFact]
    public async Task An_increment_of_an_integer_stays_one()
    {
        var (container, pk) = await CreateAsync(nameof(An_increment_of_an_integer_stays_one));
        using var patched = await container.PatchItemStreamAsync("a", pk, [PatchOperation.Increment("/n", 1)]);
        Assert.Contains("\"n\":2,", await Json.TextAsync(patched.Content), StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Patch_of_a_missing_item_answers_404()
    {
        var container = await SharedContainerAsync();
        await Expect.NotFoundAsync(() => container.PatchItemAsync<JsonObject>(
            "nobody", new PartitionKey(NewKey()), [PatchOperation.Set("/n", 1)]));
    }

    private async Task<(Container, PartitionKey)> CreateAsync(string name)
    {
        var (container, key) = (await SharedContainerAsync(), NewKey(name));
        var document = Json.Object(Before);
        document["id"] = "a";
        document["pk"] = key;
        await container.CreateItemAsync(document);
        return (container, new PartitionKey(key));
    }

    private static void AssertContent(JsonObject expected, JsonObject actual)
    {
        var content = Json.WithoutSystemProperties(actual);
        content.Remove("id");
        content.Remove("pk");
        Json.AssertEqual(expected.ToJsonString(), content);
    }
}
