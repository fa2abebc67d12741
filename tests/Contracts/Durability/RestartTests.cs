using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.ChangeFeed;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Durability;

/// <summary>A server on disk that stops and starts again at the same address, and clients that outlive it.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ShiftedTime _time = new();
    private LocalCosmosServer _server = null!;
    private CosmosClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await LocalCosmosServer.StartAsync(Options);
        _client = new CosmosClient(_server.ConnectionString, Backend.NewOptions());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_client_that_outlives_the_server_finds_everything_again()
    {
        var container = await CreateAsync();
        var etag = (await container.CreateItemAsync(new Note("a", "p", 1, "x"))).ETag;

        await RestartAsync();

        var read = await container.ReadItemAsync<Note>("a", new PartitionKey("p"));
        Assert.Equal((1, etag), (read.Resource.N, read.ETag));
        Assert.Equal([1], await container.QueryAsync<int>("SELECT VALUE c.n FROM c WHERE c.text = 'x'"));
        await container.ReplaceItemAsync(new Note("a", "p", 2), "a", new PartitionKey("p"), new() { IfMatchEtag = etag });
        await Expect.ConflictAsync(() => container.CreateItemAsync(new Note("a", "p")));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Containers_keep_their_definition()
    {
        Database database = await _client.CreateDatabaseAsync("d");
        var properties = new ContainerProperties("full", ["/tenant", "/subject"]) { DefaultTimeToLive = 1000 };
        properties.UniqueKeyPolicy.UniqueKeys.Add(new UniqueKey { Paths = { "/email" } });
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/*" });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/secret/?" });
        var before = (await database.CreateContainerAsync(properties, 600)).Resource;

        await RestartAsync();

        using var fresh = new CosmosClient(_server.ConnectionString, Backend.NewOptions());
        var container = fresh.GetContainer("d", "full");
        var after = (await container.ReadContainerAsync()).Resource;
        Assert.Equal((before.SelfLink, before.ETag), (after.SelfLink, after.ETag));
        Assert.Equal(["/tenant", "/subject"], after.PartitionKeyPaths);
        Assert.Equal(1000, after.DefaultTimeToLive);
        Assert.Equal("/email", Assert.Single(Assert.Single(after.UniqueKeyPolicy.UniqueKeys).Paths));
        Assert.Contains("/secret/?", after.IndexingPolicy.ExcludedPaths.Select(path => path.Path));
        Assert.Equal(600, await container.ReadThroughputAsync());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Sequence_numbers_and_resource_ids_go_on()
    {
        var container = await CreateAsync();
        var before = await container.CreateItemAsync(new Note("a", "p"));
        await container.DeleteItemAsync<Note>("a", new PartitionKey("p"));
        await RestartAsync();
        var after = await container.CreateItemAsync(new Note("a", "p"));

        Assert.True(Number(after) > Number(before) + 1);

        static long Number(ItemResponse<Note> answer) =>
            long.Parse(answer.Headers.Session.Split('#')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_query_goes_on_from_its_token()
    {
        var container = await CreateAsync();
        for (var i = 0; i < 20; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i % 3}", i));

        var pages = new List<int>();
        string? token = null;
        do
        {
            using var iterator = container.GetItemQueryIterator<int>(
                "SELECT VALUE c.n FROM c ORDER BY c.n", token, new() { MaxItemCount = 8 });
            var page = await iterator.ReadNextAsync();
            pages.AddRange(page);
            token = page.ContinuationToken;
            await RestartAsync();
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 20), pages);
    }

    [Theory(Timeout = Deadline.OfATest)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_feed_goes_on_from_its_token(bool allVersions)
    {
        var container = await CreateAsync();
        var mode = allVersions ? ChangeFeedMode.AllVersionsAndDeletes : ChangeFeedMode.LatestVersion;
        var seen = 0;
        var token = await TokenAsync(ChangeFeedStartFrom.Now());
        for (var round = 1; round <= 3; round++)
        {
            for (var i = 0; i < 5; i++)
                await container.CreateItemAsync(new Note($"{round}-{i}", "p", i));
            await RestartAsync();
            token = await TokenAsync(ChangeFeedStartFrom.ContinuationToken(token));
            Assert.Equal(round * 5, seen);
        }

        async Task<string> TokenAsync(ChangeFeedStartFrom start)
        {
            using var iterator = container.GetChangeFeedIterator<System.Text.Json.Nodes.JsonObject>(start, mode);
            var (items, next) = await iterator.ReadChangesAsync();
            seen += items.Count;
            return next;
        }
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_processor_loses_and_repeats_nothing_across_a_restart()
    {
        var container = await CreateAsync();
        Container leases = await container.Database.CreateContainerAsync("leases", "/id");
        var seen = new List<int>();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 8; i++)
                await container.CreateItemAsync(new Note($"{round}-{i}", $"p{i % 3}", round * 8 + i));
            await using (var listener = await new Listener(container, leases, "restarted", "one").StartAsync())
            {
                await Deadline.UntilAsync("the round is seen", () => listener.Notes.Count >= 8);
                await listener.StopAsync();
                seen.AddRange(listener.Notes.Select(note => note.N));
            }
            await RestartAsync();
        }
        Assert.Equal(Enumerable.Range(0, 24), seen.Order());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_running_processor_survives_a_restart()
    {
        var container = await CreateAsync();
        Container leases = await container.Database.CreateContainerAsync("leases", "/id");
        await container.CreateItemAsync(new Note("before", "p", 0));
        await using var listener = await new Listener(container, leases, "running", "one").StartAsync();
        await Deadline.UntilAsync("the first item is seen", () => listener.Notes.Count == 1);

        await RestartAsync();
        await container.CreateItemAsync(new Note("after", "p", 1));

        await Deadline.UntilAsync("the second item is seen", () => listener.Notes.Any(note => note.Id == "after"));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task What_expired_while_the_server_was_down_is_gone()
    {
        Database database = await _client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync(new ContainerProperties("c", "/pk") { DefaultTimeToLive = 5 });
        await container.CreateItemAsync(new Note("a", "p"));
        await RestartAsync(() => _time.Advance(TimeSpan.FromSeconds(10)));
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("a", new PartitionKey("p")));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_split_stays_split()
    {
        var container = await CreateAsync();
        for (var i = 0; i < 20; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i}", i));
        await _server.Account.SplitAsync("d", "c", "0");
        await RestartAsync();

        using var fresh = new CosmosClient(_server.ConnectionString, Backend.NewOptions());
        Assert.Equal(2, (await fresh.GetContainer("d", "c").GetFeedRangesAsync()).Count);
        Assert.Equal(Enumerable.Range(0, 20), await container.QueryAsync<int>("SELECT VALUE c.n FROM c ORDER BY c.n"));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_directory_in_use_is_refused_with_a_reason()
    {
        await CreateAsync();
        var refusal = await Assert.ThrowsAsync<IOException>(() => LocalCosmosServer.StartAsync(Options));
        Assert.Contains(_directory.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_port_in_use_is_refused_with_a_reason()
    {
        using var other = new TemporaryDirectory();
        var refusal = await Assert.ThrowsAnyAsync<IOException>(
            () => LocalCosmosServer.StartAsync(new LocalCosmosOptions { DataDirectory = other.Path }, _server.Endpoint.Port));
        Assert.Contains($"{_server.Endpoint.Port}", refusal.Message, StringComparison.Ordinal);
    }

    private LocalCosmosOptions Options => new() { DataDirectory = _directory.Path, Time = _time };

    private async Task<Container> CreateAsync()
    {
        Database database = await _client.CreateDatabaseAsync("d");
        return await database.CreateContainerAsync("c", "/pk");
    }

    private async Task RestartAsync(Action? meanwhile = null)
    {
        var port = _server.Endpoint.Port;
        await _server.DisposeAsync();
        meanwhile?.Invoke();
        _server = await LocalCosmosServer.StartAsync(Options, port);
    }
}
