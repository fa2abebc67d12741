using Serverless.LocalCosmos.Storage;
using SQLitePCL;

namespace Serverless.Unit.Storage;

public sealed class GroupCommitTests
{
    [Theory, InlineData(true, 0), InlineData(true, 1), InlineData(true, 2), InlineData(false, 0), InlineData(false, 1)]
    public async Task A_work_that_throws_is_undone_alone(bool onDisk, int kind)
    {
        await using var store = TestStore.Create(onDisk);
        var outcomes = await InOneGroup(store, (WorkKind)kind,
            transaction => Fail(transaction, "first"),
            transaction => TestStore.Create(transaction, 1, "a", "\"x\":1").Lsn,
            transaction => Fail(transaction, "later"),
            transaction => transaction.Find(TestStore.Key(1), "later") is null ? 0 : throw new InvalidOperationException("seen"),
            transaction => TestStore.Create(transaction, 1, "b", "\"y\":1").Lsn,
            transaction => Fail(transaction, "last"));

        Assert.Equal(["failed", "1", "failed", "0", "2", "failed"], outcomes);
        await store.ReadAsync(read =>
        {
            Assert.Equal(["a", "b"], read.Scan(EpkRange.Full, 0).Select(item => item.Id));
            Assert.Equal([1, 2], read.Scan(EpkRange.Full, 0).Select(item => item.Number));
            Assert.Single(read.Index("/x", KeyRange.All, false, null));
            Assert.Single(read.Index("/y", KeyRange.All, false, null));
            Assert.Equal(2, read.Index("/id", KeyRange.All, false, null).Count());
            Assert.Equal(2, read.Versions(0, EpkRange.Full).Count());
            return 0;
        });
    }

    [Fact]
    public async Task A_path_that_only_an_undone_work_had_is_known_again_when_it_comes_back()
    {
        await using var store = TestStore.OnDisk();
        await InOneGroup(store, WorkKind.Items,
            transaction => TestStore.Create(transaction, 1, "a", "\"p\":1").Lsn,
            transaction => Fail(transaction, "b", "\"q\":1"),
            transaction => TestStore.Create(transaction, 1, "c", "\"r\":1").Lsn,
            transaction => TestStore.Create(transaction, 1, "d", "\"q\":1").Lsn);

        foreach (var (path, id) in new[] { ("/p", "a"), ("/q", "d"), ("/r", "c") })
        {
            var found = await store.ReadAsync(read => read.Get(Assert.Single(read.Index(path, KeyRange.All, false, null)).Number));
            Assert.Equal(id, found?.Id);
        }
    }

    [Fact]
    public async Task When_the_commit_fails_every_caller_is_told_and_the_counters_go_back()
    {
        await using var store = TestStore.OnDisk(StorageOptions.Default with { SyncEveryCommit = true });
        await store.CreateAsync(1, "before");
        var refuse = true;
        var refused = store.WriteAsync(transaction =>
        {
            raw.sqlite3_commit_hook(transaction.Handle, _ => refuse ? 1 : 0, null);
            return TestStore.Create(transaction, 1, "a", "\"p\":1").Lsn;
        });

        var failure = await Assert.ThrowsAsync<StorageException>(() => refused);
        Assert.Contains("not committed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, store.Store.LastLsn);

        refuse = false;
        var next = await store.CreateAsync(1, "b", "\"p\":1");
        Assert.Equal((2, 2), (next.Lsn, next.Number));
        Assert.Equal(["before", "b"], await store.ReadAsync(read => read.Scan(EpkRange.Full, 0).Select(item => item.Id).ToList()));
        Assert.Single(await store.ReadAsync(read => read.Index("/p", KeyRange.All, false, null).ToList()));
    }

    [Fact]
    public async Task When_the_disk_is_full_nothing_of_the_work_stays_and_later_works_succeed()
    {
        await using var store = TestStore.OnDisk();
        await store.CreateAsync(1, "a");
        await store.WriteAsync(transaction => raw.sqlite3_exec(transaction.Handle, "PRAGMA max_page_count = 30"), WorkKind.Upkeep);
        var large = $"\"x\":\"{new string('x', 300_000)}\"";

        var failure = await Assert.ThrowsAsync<StorageException>(() => store.WriteAsync(transaction =>
        {
            TestStore.Create(transaction, 1, "small");
            return TestStore.Create(transaction, 1, "large", large);
        }));

        Assert.Contains("full", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await store.CreateAsync(1, "b")).Lsn);
        Assert.Equal(["a", "b"], await store.ReadAsync(read => read.Scan(EpkRange.Full, 0).Select(item => item.Id).ToList()));
    }

    [Fact]
    public async Task A_work_cancelled_before_its_turn_does_not_run()
    {
        await using var store = TestStore.InMemory();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.Store.WriteAsync(transaction => TestStore.Create(transaction, 1, "a"), cancelled.Token));

        Assert.Equal(0, store.Store.LastLsn);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Many_writers_lose_no_update(bool onDisk)
    {
        const int writers = 16, updates = 50;
        await using var store = TestStore.Create(onDisk);
        await store.CreateAsync(1, "counter", "\"n\":0");

        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < updates; i++)
            {
                await store.WriteAsync(transaction =>
                {
                    var counter = transaction.Find(TestStore.Key(1), "counter")!;
                    return TestStore.Replace(transaction, 1, "counter", $"\"n\":{Number(counter.Body) + 1}");
                });
            }
        })));

        var counter = await store.ReadAsync(read => read.Find(TestStore.Key(1), "counter"));
        Assert.Equal(writers * updates, Number(counter!.Body));
        Assert.Equal(writers * updates + 1, store.Store.LastLsn);
        Assert.Equal(writers * updates + 1, await store.ReadAsync(read => read.Versions(0, EpkRange.Full).Count()));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task No_reader_sees_half_of_a_work(bool onDisk)
    {
        await using var store = TestStore.Create(onDisk);
        await store.CreateAsync(1, "x", "\"n\":0");
        await store.CreateAsync(2, "y", "\"n\":0");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var (x, y) = await store.ReadAsync(read => (
                    Number(read.Find(TestStore.Key(1), "x")!.Body),
                    Number(read.Find(TestStore.Key(2), "y")!.Body)));
                Assert.Equal(x, y);
            }
        })).ToList();

        for (var i = 1; i <= 300; i++)
        {
            await store.WriteAsync(transaction =>
            {
                TestStore.Replace(transaction, 1, "x", $"\"n\":{i}");
                return TestStore.Replace(transaction, 2, "y", $"\"n\":{i}");
            });
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Closing_finishes_what_is_queued()
    {
        await using var store = TestStore.OnDisk();
        var writes = Enumerable.Range(0, 200).Select(i => store.CreateAsync(1, $"{i}")).ToList();

        await store.ReopenAsync();

        await Task.WhenAll(writes);
        Assert.Equal(200, await store.ReadAsync(read => read.Count(EpkRange.Full, 1000)));
    }

    [Fact]
    public async Task A_closed_container_refuses_writes_and_reads()
    {
        var store = TestStore.InMemory();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.CreateAsync(1, "a"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ReadAsync(read => read.LastLsn));
    }

    /// <summary>The first work keeps the writer busy until the others are queued behind it.</summary>
    private static async Task<string[]> InOneGroup(TestStore store, WorkKind kind, params Func<WriteTransaction, long>[] works)
    {
        Task<string>[] outcomes = [];
        await store.WriteAsync(_ =>
        {
            outcomes = [.. works.Select(work => Outcome(store.WriteAsync(work, kind)))];
            return 0;
        });
        return await Task.WhenAll(outcomes);
    }

    private static async Task<string> Outcome(Task<long> write)
    {
        try
        {
            return $"{await write}";
        }
        catch (InvalidTimeZoneException)
        {
            return "failed";
        }
    }

    private static long Fail(WriteTransaction transaction, string id, string properties = "\"z\":1")
    {
        TestStore.Create(transaction, 1, id, properties);
        // An exception that nothing below could throw by itself.
        throw new InvalidTimeZoneException();
    }

    private static int Number(byte[] body) =>
        System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("n").GetInt32();
}
