using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Batch;

public abstract class BulkContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Two_hundred_and_fifty_creates_over_many_partitions_all_arrive()
    {
        var container = await NewContainerAsync();
        using var client = OpenBulk();
        var bulk = Through(client, container);

        var answers = await Task.WhenAll(Enumerable.Range(0, 250).Select(
            i => bulk.CreateItemAsync(new Note($"{i}", $"key{i % 25}", i), new PartitionKey($"key{i % 25}"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        var stored = await container.QueryAsync<Note>("SELECT * FROM c");
        Assert.Equal(Enumerable.Range(0, 250), stored.Select(note => note.N).Order());
    }

    [ContractFact]
    public async Task Every_operation_gets_its_own_answer()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 6; i++)
            await container.CreateItemAsync(new Note("a", $"key{i}", 1));
        using var client = OpenBulk();
        var bulk = Through(client, container);

        var answers = await Task.WhenAll(
            StatusAsync(bulk.CreateItemAsync(new Note("b", "key0"), Key(0))),
            StatusAsync(bulk.CreateItemAsync(new Note("a", "key1"), Key(1))),
            StatusAsync(bulk.ReadItemAsync<Note>("a", Key(2))),
            StatusAsync(bulk.ReadItemAsync<Note>("gone", Key(2))),
            StatusAsync(bulk.UpsertItemAsync(new Note("a", "key3", 2), Key(3))),
            StatusAsync(bulk.PatchItemAsync<Note>("a", Key(4), [PatchOperation.Increment("/n", 5)])),
            StatusAsync(bulk.ReplaceItemAsync(new Note("a", "key0", 3), "a", Key(0), new() { IfMatchEtag = "\"stale\"" })),
            StatusAsync(bulk.DeleteItemAsync<Note>("a", Key(5))));

        Assert.Equal([201, 409, 200, 404, 200, 200, 412, 204], answers);
        Assert.Equal(6, (await container.ReadItemAsync<Note>("a", Key(4))).Resource.N);
        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", Key(0))).Resource.N);
    }

    [ContractFact]
    public async Task Items_of_a_hundred_kilobytes_fill_requests_and_all_arrive()
    {
        var container = await NewContainerAsync();
        using var client = OpenBulk();
        var bulk = Through(client, container);
        var text = new string('x', 100_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => bulk.CreateItemAsync(new Note($"{i}", "p", i, text), new PartitionKey("p"))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(60, (await container.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c")).Single());
    }

    [ContractFact]
    public async Task Patches_of_large_items_are_each_made_once()
    {
        var container = await NewContainerAsync();
        var text = new string('x', 1_000_000);
        for (var i = 0; i < 12; i++)
            await container.CreateItemAsync(new Note($"{i}", "p", 1, text), new PartitionKey("p"));
        using var client = OpenBulk();
        var bulk = Through(client, container);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            i => StatusAsync(bulk.PatchItemAsync<Note>($"{i}", new PartitionKey("p"), [PatchOperation.Increment("/n", 1)]))));

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Equal(24, (await container.QueryAsync<int>("SELECT VALUE SUM(c.n) FROM c")).Single());
    }

    [ContractFact]
    public async Task Bulk_works_with_hierarchical_keys()
    {
        var container = await NewContainerAsync(new ContainerProperties("", ["/tenant", "/subject"]));
        using var client = OpenBulk();
        var bulk = Through(client, container);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => bulk.CreateItemAsync(
            new { id = $"{i}", tenant = $"t{i % 3}", subject = $"s{i}" },
            new PartitionKeyBuilder().Add($"t{i % 3}").Add($"s{i}").Build())));

        Assert.Equal(40, (await container.QueryAsync("SELECT * FROM c")).Count);
    }

    private static PartitionKey Key(int i) => new($"key{i}");

    private static async Task<int> StatusAsync<T>(Task<ItemResponse<T>> operation)
    {
        try
        {
            return (int)(await operation).StatusCode;
        }
        catch (CosmosException exception)
        {
            return (int)exception.StatusCode;
        }
    }

    private CosmosClient OpenBulk()
    {
        var options = Backend.NewOptions();
        options.AllowBulkExecution = true;
        return Backend.Connect(options);
    }
}
