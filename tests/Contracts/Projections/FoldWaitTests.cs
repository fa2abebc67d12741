using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;
using Serverless.Kernel.Events;

namespace Serverless.Contracts.Projections;

/// <summary>Reads of what is made of many subjects' events, that must contain a write.</summary>
[Trait("Requirement", "S1")]
public sealed class FoldWaitTests : IAsyncLifetime
{
    private readonly TallyApp _app = new();
    private readonly string _shelf = Shelf.NewShelf();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_write_that_nobody_folds_is_not_answered_for()
    {
        var (_, token) = await WriteAsync(5);
        Assert.Equal("write-not-yet-folded", (await StateAsync(token, HolderOf(token))).Error!.Code);
        Assert.Equal("write-not-yet-folded", (await StateAsync(token, holder: null)).Error!.Code);
    }

    [Fact]
    public async Task The_document_that_it_is_folded_into_shows_it()
    {
        var (key, token) = await WriteAsync(5);
        var waiting = new[] { HolderOf(token), HolderOf(token) with { PartitionId = null } }.Select(holder => StateAsync(token, holder)).ToList();
        await _app.ShelveAsync(key);
        foreach (var state in await Deadline.WithinAsync("both are answered", Task.WhenAll(waiting))) Assert.True(state.IsSuccess);
        Assert.Equal(5, (await _app.Get<PlacedModel>().TallyAsync(Shelf.Declared, Shelf.PlaceOfShelf(_shelf), "all", new ModelState(1, null), CancellationToken.None))["sum"]);
    }

    [Fact]
    public async Task The_feed_that_has_been_read_shows_it_where_nobody_knows_the_document()
    {
        var (_, token) = await WriteAsync(5);
        await using var feed = await ReadFeedAsync();
        await Deadline.UntilAsync("the feed is read", async () => (await StateAsync(token, holder: null)).IsSuccess);
        // A write that became nothing here is waited for no longer than the feed takes.
        Assert.True((await StateAsync(token, new Holder("elsewhere", "nothing"))).IsSuccess);
    }

    [Fact]
    public async Task A_write_that_is_parked_is_said_to_be()
    {
        var (_, token) = await WriteAsync(Shelf.Huge, 5000, 1);
        await using var feed = await ReadFeedAsync();
        await Deadline.UntilAsync("it is said that the write is parked", async () => (await StateAsync(token, HolderOf(token))).Error!.Code == "write-parked");
        // What came before it is there.
        Assert.True((await StateAsync(token with { Version = 2 }, HolderOf(token))).IsSuccess);
    }

    [Fact]
    public async Task A_write_of_another_container_asks_for_nothing() =>
        Assert.True((await StateAsync(new ConsistencyToken("elsewhere", Guid.NewGuid(), 1, ""), holder: null)).IsSuccess);

    private Task<Kernel.Results.Result<ModelState>> StateAsync(ConsistencyToken token, Holder? holder) =>
        _app.Get<PlacedModel>().StateAsync(Shelf.Declared, "acme", token, holder, CancellationToken.None);

    private async Task<(RecordKey Key, ConsistencyToken Token)> WriteAsync(params int[] numbers)
    {
        var key = new RecordKey("acme", Guid.NewGuid().ToString(), Shelf.NewCounter(_shelf));
        await _app.CountAsync(key);
        return (key, await _app.AddAsync(key, numbers));
    }

    private Holder HolderOf(ConsistencyToken token) => new(Shelf.PlaceOfShelf(_shelf).SubjectId, $"counter:{token.RecordId}");

    /// <summary>As the trigger of the read model would.</summary>
    private async Task<Stopping> ReadFeedAsync()
    {
        var feed = _app.Get<ProjectionFeed>();
        var processor = _app.Database.GetContainer("counters")
            .GetChangeFeedProcessorBuilder<JsonElement>(Shelf.Declared.LeasePrefix("counters"), (changes, cancellation) => feed.FoldAsync(Shelf.Declared, "counters", [.. changes], cancellation))
            .WithInstanceName("tests").WithLeaseContainer(_app.Database.GetContainer("leases")).WithStartTime(DateTime.MinValue.ToUniversalTime()).WithPollInterval(TimeSpan.FromMilliseconds(20)).Build();
        await processor.StartAsync();
        return new Stopping(processor);
    }

    private sealed class Stopping(ChangeFeedProcessor processor) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await processor.StopAsync();
    }
}
