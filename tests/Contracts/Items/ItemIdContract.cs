using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

public abstract class ItemIdContract(Backend backend) : Contract(backend)
{
    public static TheoryData<string> Allowed =>
    [
        "a b", "a+b", "a%b", "a&b=c", "é", "日本語", "😀", "a.b", "..x", "a:b;c,d", "'quoted'", "\"double\"",
        "<tag>", "{id}", "a|b", "a~b", "a^b`", "docs", "A", "00", "null", "a@b.example", new string('x', 255),
    ];

    [ContractTheory]
    [MemberData(nameof(Allowed))]
    public async Task Every_operation_reaches_an_item_by_its_id(string id)
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        await container.CreateItemAsync(new Note(id, key, 1));

        Assert.Equal(id, (await container.ReadItemAsync<Note>(id, pk)).Resource.Id);
        Assert.Equal(2, (await container.ReplaceItemAsync(new Note(id, key, 2), id, pk)).Resource.N);
        Assert.Equal(3, (await container.PatchItemAsync<Note>(id, pk, [PatchOperation.Increment("/n", 1)])).Resource.N);
        Assert.Equal(HttpStatusCode.NoContent, (await container.DeleteItemAsync<Note>(id, pk)).StatusCode);
    }

    [ContractTheory]
    [InlineData("\"\"")]
    [InlineData("\"a/b\"")]
    [InlineData("\"a\\\\b\"")]
    [InlineData("\"a?b\"")]
    [InlineData("\"a#b\"")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task An_unusable_id_answers_400(string id)
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await container.CreateItemStreamAsync(
            Json.Stream($$"""{"id":{{id}},"pk":"{{key}}"}"""), new PartitionKey(key));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [ContractFact]
    public async Task A_missing_id_answers_400()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await container.CreateItemStreamAsync(
            Json.Stream($$"""{"pk":"{{key}}"}"""), new PartitionKey(key));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [ContractFact]
    public async Task An_id_holds_1023_bytes_and_no_more()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note(new string('x', 1023), key));
        await Expect.BadRequestAsync(() => container.CreateItemAsync(new Note(new string('x', 1024), key)));
    }

    [ContractFact]
    public async Task Ids_differ_by_case()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key, 1));
        await container.CreateItemAsync(new Note("A", key, 2));
        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.N);
    }
}
