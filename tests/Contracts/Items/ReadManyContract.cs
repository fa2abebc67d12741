using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

public abstract class ReadManyContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Exactly_the_named_items_come_back()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 30; i++)
            await container.CreateItemAsync(new Note($"{i % 3}", $"key{i / 3}", i));

        var wanted = Enumerable.Range(0, 30).Where(i => i % 4 != 0).ToList();
        var found = await container.ReadManyItemsAsync<Note>([.. wanted.Select(i => ($"{i % 3}", new PartitionKey($"key{i / 3}")))]);

        Assert.Equal(wanted, found.Select(note => note.N).Order());
        Assert.True(found.RequestCharge > 0);
    }

    [ContractFact]
    public async Task Items_that_are_not_there_are_left_out()
    {
        var container = await NewContainerAsync();
        await container.CreateItemAsync(new Note("a", "p", 1));
        await container.CreateItemAsync(new Note("b", "p", 2));

        Assert.Equal([1], await ReadAsync(container, ("a", "p")));
        Assert.Empty(await ReadAsync(container, ("gone", "p")));
        Assert.Equal([1, 2], await ReadAsync(container, ("a", "p"), ("b", "p"), ("a", "q"), ("gone", "p")));
    }

    [ContractFact]
    public async Task The_id_may_be_the_key()
    {
        var container = await NewContainerAsync("/id");
        foreach (var (i, id) in ((string[])["a", "b", "c"]).Index())
            await container.CreateItemAsync(new Note(id, "x", i));
        Assert.Equal([0, 2], await ReadAsync(container, ("a", "a"), ("c", "c")));
    }

    [ContractFact]
    public async Task Hierarchical_keys_with_missing_components_are_found()
    {
        var container = await NewContainerAsync(new ContainerProperties("", ["/tenant", "/subject"]));
        await container.CreateItemAsync(Json.Object("""{"id":"a","tenant":"t","subject":"s","n":1}"""));
        await container.CreateItemAsync(Json.Object("""{"id":"a","tenant":"t","subject":null,"n":2}"""));
        await container.CreateItemAsync(Json.Object("""{"id":"a","tenant":"t","n":3}"""));
        await container.CreateItemAsync(Json.Object("""{"id":"a","tenant":"u","subject":"s","n":4}"""));

        var found = await container.ReadManyItemsAsync<JsonObject>(
        [
            ("a", new PartitionKeyBuilder().Add("t").Add("s").Build()),
            ("a", new PartitionKeyBuilder().Add("t").AddNullValue().Build()),
            ("a", new PartitionKeyBuilder().Add("t").AddNoneType().Build()),
        ]);

        Assert.Equal([1, 2, 3], found.Select(item => (int)item["n"]!).Order());
    }

    [ContractFact]
    public async Task Keys_of_every_kind_are_found()
    {
        var container = await NewContainerAsync();
        string[] documents =
        [
            """{"id":"a","pk":"x"}""", """{"id":"a","pk":1.5}""", """{"id":"a","pk":true}""", """{"id":"a","pk":null}""", """{"id":"a"}""",
        ];
        foreach (var document in documents)
            await container.CreateItemAsync(Json.Object(document));

        var found = await container.ReadManyItemsAsync<JsonObject>(
        [
            ("a", new PartitionKey("x")), ("a", new PartitionKey(1.5)), ("a", new PartitionKey(true)),
            ("a", PartitionKey.Null), ("a", PartitionKey.None),
        ]);

        Assert.Equal(documents.Length, found.Count);
    }

    [ContractFact]
    public async Task More_than_a_thousand_items_are_read_at_once()
    {
        var container = await NewContainerAsync();
        for (var part = 0; part < 11; part++)
        {
            var batch = container.CreateTransactionalBatch(new PartitionKey("p"));
            for (var i = 0; i < 100; i++)
                batch = batch.CreateItem(new Note($"{part}-{i}", "p", part * 100 + i));
            using var answer = await batch.ExecuteAsync();
            Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        }

        var found = await container.ReadManyItemsAsync<Note>(
            [.. Enumerable.Range(0, 1100).Select(i => ($"{i / 100}-{i % 100}", new PartitionKey("p")))]);

        Assert.Equal(Enumerable.Range(0, 1100), found.Select(note => note.N).Order());
    }

    private static async Task<IEnumerable<int>> ReadAsync(Container container, params (string Id, string Key)[] items) =>
        (await container.ReadManyItemsAsync<Note>([.. items.Select(item => (item.Id, new PartitionKey(item.Key)))]))
            .Select(note => note.N).Order();
}
