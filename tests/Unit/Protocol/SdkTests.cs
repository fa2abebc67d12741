using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.LocalCosmos;

namespace Serverless.Unit.Protocol;

/// <summary>That the real client lives on these answers; what they mean is the contract suite's business.</summary>
public sealed class SdkTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 4)]
    public async Task A_client_goes_through_every_kind_of_call(bool overHttp, int partitions)
    {
        await using var served = await Served.StartAsync(overHttp, partitions);
        var client = served.Client;
        Database database = await client.CreateDatabaseIfNotExistsAsync("My Db");
        Assert.Equal(HttpStatusCode.OK, (await client.CreateDatabaseIfNotExistsAsync("My Db")).StatusCode);
        Container container = await database.CreateContainerIfNotExistsAsync(new ContainerProperties("items", ["/tenant", "/subject"]));
        Assert.Equal(HttpStatusCode.OK, (await database.CreateContainerIfNotExistsAsync(new ContainerProperties("items", ["/tenant", "/subject"]))).StatusCode);
        Assert.Equal(400, await container.ReadThroughputAsync());
        await container.ReplaceThroughputAsync(ThroughputProperties.CreateAutoscaleThroughput(4000));
        Assert.Equal(4000, (await container.ReadThroughputAsync(new RequestOptions())).Resource.AutoscaleMaxThroughput);

        var key = new PartitionKeyBuilder().Add("t").Add("s").Build();
        var created = await container.CreateItemAsync(new Doc("a", "t", "s", 1), key);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.True(created.RequestCharge > 0);
        Assert.Matches("^[0-9]+:-1#[0-9]+$", created.Headers.Session);
        Assert.Equal(1, (await container.ReadItemAsync<Doc>("a", key)).Resource.n);
        var patched = await container.PatchItemAsync<Doc>("a", key, [PatchOperation.Increment("/n", 4)]);
        Assert.Equal(5, patched.Resource.n);
        await container.UpsertItemAsync(new Doc("b", "t", "s", 2), key);
        await container.ReplaceItemAsync(new Doc("b", "t", "s", 3), "b", key);
        await container.CreateItemAsync(new Doc("c", "t", "other", 4));

        using (var batch = await container.CreateTransactionalBatch(key).CreateItem(new Doc("d", "t", "s", 6)).ReadItem("a").DeleteItem("b").ExecuteAsync())
        {
            Assert.True(batch.IsSuccessStatusCode, batch.ErrorMessage);
            Assert.Equal(5, batch.GetOperationResultAtIndex<Doc>(1).Resource.n);
        }

        using (var refused = await container.CreateTransactionalBatch(key).CreateItem(new Doc("e", "t", "s", 7)).CreateItem(new Doc("a", "t", "s", 1)).ExecuteAsync())
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal((HttpStatusCode)424, refused[0].StatusCode);
            Assert.NotEmpty(refused.ErrorMessage);
        }

        Assert.Equal(["c", "a", "d"], await AllAsync(container.GetItemQueryIterator<Doc>("SELECT * FROM c ORDER BY c.n")));
        Assert.Equal(["a", "d"], await AllAsync(container.GetItemQueryIterator<Doc>(
            "SELECT * FROM c ORDER BY c.n", requestOptions: new() { PartitionKey = key, MaxItemCount = 1 })));
        Assert.Equal(3, (await AllAsync(container.GetItemQueryIterator<Doc>(
            "SELECT * FROM c", requestOptions: new() { PartitionKey = new PartitionKeyBuilder().Add("t").Build() }))).Count);
        Assert.Equal(3, (await AllAsync(container.GetItemQueryIterator<Doc>())).Count);
        Assert.Equal(2, (await container.ReadManyItemsAsync<Doc>([("a", key), ("d", key)])).Count);
        Assert.Equal(partitions, (await container.GetFeedRangesAsync()).Count);
        Assert.Equal(3, await ChangesAsync(container));

        var missing = await Assert.ThrowsAsync<CosmosException>(() => container.ReadItemAsync<Doc>("none", key));
        Assert.Equal((HttpStatusCode.NotFound, 0), (missing.StatusCode, missing.SubStatusCode));
        using (var all = await container.DeleteAllItemsByPartitionKeyStreamAsync(key)) Assert.Equal(HttpStatusCode.OK, all.StatusCode);
        Assert.Equal(["c"], await AllAsync(container.GetItemQueryIterator<Doc>("SELECT * FROM c")));

        Assert.Equal(["items"], await NamesAsync(database.GetContainerQueryIterator<ContainerProperties>("SELECT * FROM c WHERE c.id = 'items'"), c => c.Id));
        Assert.Equal(["My Db"], await NamesAsync(client.GetDatabaseQueryIterator<DatabaseProperties>(), d => d.Id));
        await container.DeleteContainerAsync();
        await database.DeleteAsync();
        Assert.Empty(await NamesAsync(client.GetDatabaseQueryIterator<DatabaseProperties>(), d => d.Id));
    }

    [Fact]
    public async Task Bulk_operations_travel_together()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 3, new CosmosClientOptions { AllowBulkExecution = true });
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/tenant");
        await Task.WhenAll(Enumerable.Range(0, 250).Select(i => container.UpsertItemAsync(new Doc($"{i}", $"t{i % 7}", "s", i))));
        Assert.InRange(served.Account.Requests[RequestKind.Bulk], 3, 20);
        Assert.Equal(0, served.Account.Requests[RequestKind.UpsertItem]);
        Assert.Equal(250, (await AllAsync(container.GetItemQueryIterator<Doc>("SELECT * FROM c"))).Count);
        var failed = await Assert.ThrowsAsync<CosmosException>(() => container.CreateItemAsync(new Doc("1", "t1", "s", 0)));
        Assert.Equal(HttpStatusCode.Conflict, failed.StatusCode);
    }

    [Fact]
    public async Task Large_items_are_read_in_bulk_and_refused_in_one_batch()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 1, new CosmosClientOptions { AllowBulkExecution = true });
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/tenant");
        var key = new PartitionKey("t");
        var text = new string('x', 1024 * 1024);
        for (var i = 0; i < 8; i++) await container.CreateItemAsync(new { id = $"{i}", tenant = "t", text }, key);
        var read = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => container.ReadItemAsync<Doc>($"{i}", key)));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i}"), read.Select(r => r.Resource.id));
        var batch = container.CreateTransactionalBatch(key).CreateItem(new Doc("new", "t", "s", 1));
        for (var i = 0; i < 8; i++) batch.ReadItem($"{i}");
        using (var refused = await batch.ExecuteAsync()) Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        await Assert.ThrowsAsync<CosmosException>(() => container.ReadItemAsync<Doc>("new", key));
    }

    [Fact]
    public async Task A_query_goes_on_over_a_split()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 1);
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/tenant");
        for (var i = 0; i < 20; i++) await container.CreateItemAsync(new Doc($"{i}", $"t{i}", "s", i));
        using var pages = container.GetItemQueryIterator<Doc>("SELECT * FROM c", requestOptions: new() { MaxItemCount = 5 });
        var seen = (await pages.ReadNextAsync()).Select(d => d.id).ToList();
        await served.Account.SplitAsync("d", "c", "0");
        while (pages.HasMoreResults) seen.AddRange((await pages.ReadNextAsync()).Select(d => d.id));
        Assert.Equal(20, seen.Distinct().Count());
        Assert.Equal(20, seen.Count);
        Assert.Equal(2, (await container.GetFeedRangesAsync()).Count);
        await served.Account.MergeAsync("d", "c", "1", "2");
        Assert.Equal(20, (await AllAsync(container.GetItemQueryIterator<Doc>("SELECT * FROM c ORDER BY c.n"))).Count);
    }

    [Fact]
    public async Task A_change_feed_goes_on_over_a_split_and_a_merge()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 1);
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/tenant");
        using var feed = container.GetChangeFeedIterator<Doc>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.Incremental, new ChangeFeedRequestOptions { PageSizeHint = 3 });
        var seen = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 10; i++) await container.CreateItemAsync(new Doc($"{round}-{i}", $"t{i}", "s", i));
            seen.AddRange((await feed.ReadNextAsync()).Select(d => d.id));
            if (round == 0) await served.Account.SplitAsync("d", "c", "0");
            if (round == 1) await served.Account.MergeAsync("d", "c", "1", "2");
        }

        while (await feed.ReadNextAsync() is { StatusCode: not HttpStatusCode.NotModified } page) seen.AddRange(page.Select(d => d.id));
        Assert.Equal(30, seen.Distinct().Count());
        Assert.Equal(30, seen.Count);
    }

    [Fact]
    public async Task A_client_that_knows_an_old_map_finds_items_and_goes_on_in_bulk()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 2, new CosmosClientOptions { AllowBulkExecution = true });
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/tenant");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => container.UpsertItemAsync(new Doc($"{i}", $"t{i}", "s", i))));
        await served.Account.SplitAsync("d", "c", "0");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => container.UpsertItemAsync(new Doc($"{i}", $"t{i}", "s", i + 1))));
        var read = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => container.ReadItemAsync<Doc>($"{i}", new PartitionKey($"t{i}"))));
        Assert.Equal(Enumerable.Range(1, 50), read.Select(r => r.Resource.n));
    }

    [Fact]
    public async Task The_id_may_be_the_last_level_of_a_key()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 1);
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync(new ContainerProperties("c", ["/tenant", "/id"]));
        await container.CreateItemAsync(new Doc("a", "t", "s", 1));
        var shortKey = new PartitionKeyBuilder().Add("t").Build();
        Assert.Equal(1, (await container.ReadItemAsync<Doc>("a", shortKey)).Resource.n);
        Assert.Equal(HttpStatusCode.NoContent, (await container.DeleteItemAsync<Doc>("a", shortKey)).StatusCode);
    }

    [Fact]
    public async Task Metrics_are_answered_when_asked_for()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 1);
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/tenant");
        await container.CreateItemAsync(new Doc("a", "t", "s", 1));
        using var pages = container.GetItemQueryIterator<Doc>(
            "SELECT * FROM c WHERE c.n = 1", requestOptions: new() { PopulateIndexMetrics = true, PartitionKey = new PartitionKey("t") });
        var page = await pages.ReadNextAsync();
        Assert.Contains("UtilizedIndexes", page.IndexMetrics, StringComparison.Ordinal);
        Assert.Equal(1, page.Diagnostics.GetQueryMetrics().CumulativeMetrics.RetrievedDocumentCount);
        Assert.Equal(1, page.Diagnostics.GetQueryMetrics().CumulativeMetrics.OutputDocumentCount);
    }

    [Fact]
    public async Task A_container_made_anew_under_its_name_is_found_by_a_client_that_knew_the_old_one()
    {
        await using var served = await Served.StartAsync(overHttp: false, partitions: 1);
        Database database = await served.Client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/tenant");
        await container.CreateItemAsync(new Doc("a", "t", "s", 1));
        Assert.Single(await AllAsync(container.GetItemQueryIterator<Doc>("SELECT * FROM c")));
        using var handler = new LocalCosmosHandler(served.Account);
        using var other = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway, HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
        });
        await other.GetContainer("d", "c").DeleteContainerAsync();
        await other.GetDatabase("d").CreateContainerAsync("c", "/subject");
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(new Doc("b", "t", "s", 1))).StatusCode);
        Assert.Equal(["b"], await AllAsync(container.GetItemQueryIterator<Doc>("SELECT * FROM c")));
    }

    private static async Task<List<string>> AllAsync(FeedIterator<Doc> pages) => await NamesAsync(pages, d => d.id);

    private static async Task<List<string>> NamesAsync<T>(FeedIterator<T> pages, Func<T, string> name)
    {
        using (pages)
        {
            var all = new List<string>();
            while (pages.HasMoreResults) all.AddRange((await pages.ReadNextAsync()).Select(name));
            return all;
        }
    }

    private static async Task<int> ChangesAsync(Container container)
    {
        using var feed = container.GetChangeFeedIterator<Doc>(ChangeFeedStartFrom.Beginning(), ChangeFeedMode.Incremental);
        var count = 0;
        while (await feed.ReadNextAsync() is { StatusCode: not HttpStatusCode.NotModified } page) count += page.Count;
        return count;
    }

    private sealed record Doc(string id, string tenant, string subject, int n);
}
