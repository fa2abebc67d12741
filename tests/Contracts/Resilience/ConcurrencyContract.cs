using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Resilience;

public abstract class ConcurrencyContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    [Trait("Requirement", "S44")]
    public async Task Writers_with_etags_lose_no_update()
    {
        const int Writers = 12, Each = 10;
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < Each;)
            {
                var read = await container.ReadItemAsync<Note>("a", new PartitionKey(key));
                using var answer = await container.ReplaceItemStreamAsync(
                    Json.Stream($$"""{"id":"a","pk":"{{key}}","n":{{read.Resource.N + 1}}}"""),
                    "a",
                    new PartitionKey(key),
                    new() { IfMatchEtag = read.ETag });
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PreconditionFailed, $"{answer.StatusCode}");
                done += answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
            }
        })));

        Assert.Equal(Writers * Each, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.N);
    }

    [ContractFact]
    public async Task Increments_need_no_etag_to_add_up()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(
            () => container.PatchItemAsync<Note>("a", new PartitionKey(key), [PatchOperation.Increment("/n", 1)]))));
        Assert.Equal(100, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.N);
    }

    [ContractFact]
    public async Task Of_many_creates_of_one_id_one_wins()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
                () => container.CreateItemStreamAsync(
                    Json.Stream($$"""{"id":"{{round}}","pk":"{{key}}","n":{{i}}}"""), new PartitionKey(key)))));
            Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
            Assert.Equal(15, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        }
    }

    [ContractFact]
    public async Task Batches_are_never_half_seen()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        await TransferAsync(0);
        using var finished = new CancellationTokenSource();
        var halves = new ConcurrentQueue<string>();
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!finished.IsCancellationRequested)
            {
                var sides = await container.QueryAsync<int>("SELECT VALUE c.n FROM c", key);
                if (sides is not [var debit, var credit] || debit + credit != 0)
                    halves.Enqueue(string.Join(',', sides));
                reading.TrySetResult();
            }
        })).ToList();
        await Task.WhenAny(reading.Task, Task.WhenAll(readers));
        for (var i = 1; i <= 150; i++)
            await TransferAsync(i);
        await finished.CancelAsync();

        await Task.WhenAll(readers);
        Assert.Empty(halves);

        async Task TransferAsync(int n)
        {
            using var answer = await container.CreateTransactionalBatch(pk)
                .UpsertItem(new Note("debit", key, -n)).UpsertItem(new Note("credit", key, n)).ExecuteAsync();
            Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        }
    }

    [ContractFact]
    public async Task Readers_do_not_wait_for_writers()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key, 1));
        var text = new string('x', 15_000);
        using var finished = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(w => Task.Run(async () =>
        {
            while (!finished.IsCancellationRequested)
            {
                var batch = container.CreateTransactionalBatch(new PartitionKey($"{key} {w}"));
                for (var i = 0; i < 100; i++)
                    batch = batch.UpsertItem(new Note($"{i}", $"{key} {w}", i, text));
                using var answer = await batch.ExecuteAsync();
                Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
            }
        })));

        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 100; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await container.ReadItemAsync<Note>("a", new PartitionKey(key));
            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
        }
        await finished.CancelAsync();
        await writing;

        // A read that queued behind the writers would wait for several batches of 1.5 MB.
        Assert.True(slowest < TimeSpan.FromSeconds(2), $"The slowest read took {slowest}.");
    }

    [ContractFact]
    public async Task A_feed_read_beside_writers_is_complete_and_in_order()
    {
        var container = await NewContainerAsync();
        using var iterator = container.GetChangeFeedIterator<Note>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion, new() { PageSizeHint = 10 });
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                await container.CreateItemAsync(new Note($"{w}-{i}", $"p{w}", i));
        })));

        var seen = new List<Note>();
        while (!writing.IsCompleted)
            seen.AddRange((await iterator.ReadChangesAsync()).Items);
        await writing;
        seen.AddRange((await iterator.ReadChangesAsync()).Items);

        foreach (var partition in Enumerable.Range(0, 8))
            Assert.Equal(Enumerable.Range(0, 40), seen.Where(note => note.Pk == $"p{partition}").Select(note => note.N));
        Assert.Equal(320, seen.Count);
    }
}
