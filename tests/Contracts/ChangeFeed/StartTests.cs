using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.ChangeFeed;

/// <summary>
/// A processor that is given no start time asks for changes since its own clock's present, so here both clocks must agree:
/// the server's is behind while the old items are written, and catches up before the processor starts.
/// </summary>
public sealed class StartTests
{
    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_processor_without_a_start_time_begins_now()
    {
        var behind = TimeSpan.FromSeconds(60);
        var time = new ShiftedTime(-behind);
        await using var account = LocalCosmosAccount.Open(new() { Time = time });
        using var handler = new LocalCosmosHandler(account);
        var options = Backend.NewOptions();
        options.HttpClientFactory = () => new HttpClient(handler, disposeHandler: false);
        using var client = new CosmosClient(handler.ConnectionString, options);
        Database database = await client.CreateDatabaseAsync("d");
        Container source = await database.CreateContainerAsync("source", "/pk");
        Container leases = await database.CreateContainerAsync("leases", "/id");
        await source.CreateItemAsync(new Note("old", "p"));
        time.Advance(behind);

        var seen = new ConcurrentQueue<string>();
        var processor = source.GetChangeFeedProcessorBuilder<Note>("now", (_, changes, _) =>
        {
            foreach (var note in changes)
                seen.Enqueue(note.Id);
            return Task.CompletedTask;
        })
            .WithInstanceName("one").WithLeaseContainer(leases).WithPollInterval(TimeSpan.FromMilliseconds(30)).Build();
        await processor.StartAsync();
        await source.CreateItemAsync(new Note("new", "p"));
        await Deadline.UntilAsync("the new item is seen", () => seen.Contains("new"));
        await processor.StopAsync();

        Assert.DoesNotContain("old", seen);
    }
}
