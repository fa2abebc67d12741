using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ChangeFeed;

/// <summary>The change feed processor: leases, hand-over and checkpoints, all on what the server answers.</summary>
public abstract class ProcessorContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task One_instance_sees_everything_once_and_in_order()
    {
        var (source, leases) = await ContainersAsync();
        await WriteAsync(source, 0, 20);
        await using var listener = await new Listener(source, leases, "all", "one").StartAsync();
        await SeenAsync(20, listener);
        await WriteAsync(source, 20, 40);
        await SeenAsync(40, listener);

        Assert.Equal(Enumerable.Range(0, 40), listener.Notes.Select(note => note.N).Order());
        foreach (var partition in listener.Notes.GroupBy(note => note.Pk))
            Assert.Equal(partition.Select(note => note.N).Order(), partition.Select(note => note.N));
    }

    [ContractFact]
    public async Task An_instance_that_starts_again_goes_on_where_it_stopped()
    {
        var (source, leases) = await ContainersAsync();
        await WriteAsync(source, 0, 15);
        await using (var first = await new Listener(source, leases, "again", "one").StartAsync())
            await SeenAsync(15, first);

        await WriteAsync(source, 15, 30);
        await using var second = await new Listener(source, leases, "again", "one").StartAsync();
        await SeenAsync(15, second);

        Assert.Equal(Enumerable.Range(15, 15), second.Notes.Select(note => note.N).Order());
    }

    [ContractFact]
    public async Task Several_instances_share_the_ranges_and_take_over_from_one_that_stops()
    {
        var (source, leases) = await ContainersAsync();
        await using var one = await new Listener(source, leases, "shared", "one").StartAsync();
        await using var two = await new Listener(source, leases, "shared", "two").StartAsync();
        if ((await source.GetFeedRangesAsync()).Count > 1)
            await Deadline.UntilAsync("both instances hold leases", () => one.Leases.Values.Any(held => held) && two.Leases.Values.Any(held => held));

        await WriteAsync(source, 0, 40);
        await SeenAsync(40, one, two);
        await one.StopAsync();
        await WriteAsync(source, 40, 80);
        await SeenAsync(80, one, two);

        Assert.Equal(Enumerable.Range(0, 80), one.Notes.Concat(two.Notes).Select(note => note.N).Distinct().Order());
    }

    [ContractFact]
    public async Task The_leases_of_an_instance_that_dies_go_to_another_when_they_expire()
    {
        var (source, leases) = await ContainersAsync();
        var line = new Line();
        var options = Backend.NewOptions();
        options.CustomHandlers.Add(line);
        using var dying = Backend.Connect(options);
        await using var one = new Listener(Through(dying, source), Through(dying, leases), "dying", "one")
        {
            Expiration = TimeSpan.FromSeconds(2),
            // It dies with a batch in its hands, of which nobody has been told.
            Before = batch => batch.Any(note => note.N >= 20) ? line.CutAsync() : Task.CompletedTask,
        };
        await one.StartAsync();
        await WriteAsync(source, 0, 20);
        await SeenAsync(20, one);
        Assert.Equal(["one"], await OwnersAsync());

        await source.CreateItemAsync(new Note("20", "p0", 20));
        await Deadline.UntilAsync("the instance is dead", () => line.IsCut);
        await WriteAsync(source, 21, 40);
        await using var two = new Listener(source, leases, "dying", "two") { Expiration = one.Expiration };
        await two.StartAsync();
        await SeenAsync(40, one, two);

        Assert.All(one.Notes, note => Assert.InRange(note.N, 0, 19));
        Assert.Superset(Enumerable.Range(20, 20).ToHashSet(), two.Notes.Select(note => note.N).ToHashSet());
        foreach (var partition in two.Notes.GroupBy(note => note.Pk))
            Assert.Equal(partition.Select(note => note.N).Order(), partition.Select(note => note.N));
        await Deadline.UntilAsync("no lease is left with the dead", async () => (await OwnersAsync()) is ["two"]);

        Task<List<string>> OwnersAsync() => leases.QueryAsync<string>("SELECT DISTINCT VALUE c.Owner FROM c WHERE IS_STRING(c.Owner)");
    }

    [ContractFact]
    public async Task A_batch_whose_handler_fails_comes_again()
    {
        var (source, leases) = await ContainersAsync();
        await WriteAsync(source, 0, 10);
        var failures = 0;
        await using var listener = new Listener(source, leases, "failing", "one")
        {
            Before = _ => Interlocked.Increment(ref failures) <= 2 ? throw new InvalidOperationException("not yet") : Task.CompletedTask,
        };
        await listener.StartAsync();
        await SeenAsync(10, listener);

        Assert.Equal(Enumerable.Range(0, 10), listener.Notes.Select(note => note.N).Order());
        Assert.True(listener.Errors.Count >= 1);
    }

    [ContractFact]
    public async Task A_checkpoint_by_hand_decides_what_comes_again()
    {
        var (source, leases) = await ContainersAsync();
        for (var i = 0; i < 6; i++)
            await source.CreateItemAsync(new Note($"{i}", "p", i));

        Assert.Equal([0, 1], (await RunAsync(checkpoints: 1, stopAfter: 2)).Take(2));
        Assert.Equal(2, (await RunAsync(checkpoints: 0, stopAfter: 1))[0]);
        Assert.Equal(2, (await RunAsync(checkpoints: 0, stopAfter: 1))[0]);

        async Task<List<int>> RunAsync(int checkpoints, int stopAfter)
        {
            var seen = new List<int>();
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var processor = source.GetChangeFeedProcessorBuilderWithManualCheckpoint<Note>("by hand", async (_, changes, checkpoint, _) =>
            {
                if (enough.Task.IsCompleted)
                    throw new OperationCanceledException();
                seen.AddRange(changes.Select(note => note.N));
                if (checkpoints-- > 0)
                    await checkpoint();
                if (seen.Count >= stopAfter)
                {
                    enough.TrySetResult();
                    throw new OperationCanceledException();
                }
            })
                .WithInstanceName("one").WithLeaseContainer(leases).WithMaxItems(2)
                .WithPollInterval(TimeSpan.FromMilliseconds(30)).WithStartTime(DateTime.MinValue.ToUniversalTime()).Build();
            await processor.StartAsync();
            await Deadline.WithinAsync("the handler has seen enough", enough.Task);
            await processor.StopAsync();
            // A handler that throws gives its lease back by itself, at its own pace.
            await Deadline.UntilAsync("the leases are free", async () => (await leases.QueryAsync("SELECT * FROM c WHERE IS_STRING(c.Owner)")).Count == 0);
            return seen;
        }
    }

    [ContractFact]
    public async Task It_also_works_in_all_versions_mode()
    {
        var (source, leases) = await ContainersAsync();
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var processor = source.GetChangeFeedProcessorBuilderWithAllVersionsAndDeletes<Note>("versions", (_, changes, _) =>
        {
            foreach (var change in changes)
                seen.Enqueue($"{change.Metadata.OperationType} {change.Current?.N ?? change.Previous.N}");
            return Task.CompletedTask;
        })
            .WithInstanceName("one").WithLeaseContainer(leases).WithPollInterval(TimeSpan.FromMilliseconds(30)).Build();
        await processor.StartAsync();
        await Deadline.UntilAsync("the leases are taken", async () =>
            (await leases.QueryAsync("SELECT * FROM c WHERE IS_STRING(c.Owner)")).Count == (await source.GetFeedRangesAsync()).Count);
        await Deadline.UntilAsync("the processor has reached the present", async () =>
        {
            await source.UpsertItemAsync(new Note("probe", "p", -1));
            return !seen.IsEmpty;
        });

        await source.CreateItemAsync(new Note("a", "p", 1));
        await source.UpsertItemAsync(new Note("a", "p", 2));
        await source.DeleteItemAsync<Note>("a", new PartitionKey("p"));
        await Deadline.UntilAsync("the delete is seen", () => seen.Any(text => text.StartsWith("Delete", StringComparison.Ordinal)));
        await processor.StopAsync();

        Assert.Equal(["Create 1", "Replace 2", "Delete 2"], seen.Where(text => !text.EndsWith("-1", StringComparison.Ordinal)));
    }

    private async Task<(Container Source, Container Leases)> ContainersAsync() =>
        (await NewContainerAsync(), await NewContainerAsync("/id"));

    private static Task WriteAsync(Container source, int from, int to) => Task.WhenAll(
        Enumerable.Range(0, 5).Select(async p =>
        {
            for (var i = from; i < to; i++)
            {
                if (i % 5 == p)
                    await source.CreateItemAsync(new Note($"{i}", $"p{p}", i));
            }
        }));

    private static Task SeenAsync(int count, params Listener[] listeners) => Deadline.UntilAsync(
        $"{count} items are seen", () => listeners.SelectMany(listener => listener.Notes).DistinctBy(note => note.N).Count() >= count);
}
