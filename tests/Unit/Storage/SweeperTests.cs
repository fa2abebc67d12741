using System.Text;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

public sealed class SweeperTests
{
    [Fact]
    public async Task What_has_expired_is_invisible_at_once_and_frees_its_id_and_unique_keys()
    {
        await using var store = TestStore.InMemory();
        await store.Store.ConfigureAsync(new(IndexingRules.Default, [["/email"]]), -1, CancellationToken.None);
        await store.CreateAsync(1, "a", "\"email\":\"x\"", expiresIn: 5);
        await Assert.ThrowsAsync<ConflictException>(() => store.CreateAsync(1, "b", "\"email\":\"x\""));
        store.Time.Advance(TimeSpan.FromSeconds(5));

        await store.ReadAsync(read =>
        {
            Assert.Null(read.Find(TestStore.Key(1), "a"));
            Assert.Null(read.Get(1));
            Assert.Empty(read.Scan(EpkRange.Full, 0));
            Assert.Empty(read.ScanPartition(EpkRange.Full, null));
            Assert.Empty(read.Changes(0, EpkRange.Full));
            return 0;
        });
        var b = await store.CreateAsync(1, "b", "\"email\":\"x\"");
        await store.CreateAsync(1, "a", "\"email\":\"y\"");

        var log = await store.ReadAsync(read => read.Versions(0, EpkRange.Full).Select(v => $"{v.Kind} {v.Number} {v.Lsn} {v.Expired}").ToList());
        Assert.Equal(["Create 1 1 False", $"Delete 1 2 True", $"Create {b.Number} 2 False", "Create 3 3 False"], log);
        Assert.Equal(2, await store.ReadAsync(read => read.Index("/email", KeyRange.All, false, null).Count()));
    }

    [Fact]
    public async Task The_sweeper_deletes_what_has_expired_each_with_an_LSN_of_its_own()
    {
        await using var store = TestStore.OnDisk();
        await store.CreateAsync(1, "stays");
        await store.WriteAsync(transaction =>
        {
            for (var i = 0; i < 500; i++) TestStore.Create(transaction, 1, $"{i}", "\"n\":1", expiresIn: i < 450 ? 10 : 1000);
            return 0;
        });
        await using var sweeper = new Sweeper(store.Store, store.Time);
        await sweeper.SweepAsync();
        Assert.Equal(2, store.Store.LastLsn);

        store.Time.Advance(TimeSpan.FromSeconds(10));
        await sweeper.SweepAsync();

        await store.ReadAsync(read =>
        {
            Assert.Equal(51, read.Count(EpkRange.Full, 1000));
            Assert.Equal(50, read.Index("/n", KeyRange.All, false, null).Count());
            var deletes = read.Versions(2, EpkRange.Full).ToList();
            Assert.Equal(450, deletes.Count);
            Assert.All(deletes, delete => Assert.True(delete is { Kind: VersionKind.Delete, Expired: true, PreviousLsn: 2 }));
            Assert.Equal(Enumerable.Range(3, 450).Select(lsn => (long)lsn), deletes.Select(delete => delete.Lsn));
            return 0;
        });
    }

    [Fact]
    public async Task The_timer_sweeps()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a", expiresIn: 1);
        store.Time.FiresTimers = true;
        store.Time.Advance(TimeSpan.FromSeconds(2));

        using var patience = new CancellationTokenSource(Deadline.Patience);
        while (store.Store.LastLsn < 2)
        {
            Assert.False(patience.IsCancellationRequested, "The round of the timer deleted nothing.");
            await Task.Yield();
        }

        Assert.Equal(VersionKind.Delete, await store.ReadAsync(read => read.Versions(0, EpkRange.Full).Last().Kind));
    }

    [Fact]
    public async Task Old_history_is_forgotten_and_the_counters_stay()
    {
        await using var store = TestStore.OnDisk();
        await store.CreateAsync(1, "a");
        for (var i = 0; i < 300; i++) await store.ReplaceAsync(1, "a", $"\"n\":{i}");
        store.Time.Advance(TimeSpan.FromDays(6));
        await store.DeleteAsync(1, "a");
        store.Time.Advance(TimeSpan.FromDays(2));
        await using (var sweeper = new Sweeper(store.Store, store.Time)) await sweeper.SweepAsync();

        await store.ReopenAsync();

        var left = Assert.Single(await store.ReadAsync(read => read.Versions(0, EpkRange.Full).ToList()));
        Assert.Equal((VersionKind.Delete, 302), (left.Kind, left.Lsn));
        Assert.Equal(301, await store.ReadAsync(read => read.PurgedLsn));
        var next = await store.CreateAsync(1, "b");
        Assert.Equal((303, 2), (next.Lsn, next.Number));
    }

    [Fact]
    public async Task A_new_default_time_to_live_reaches_the_items_that_are_there()
    {
        await using var store = TestStore.OnDisk();
        for (var i = 0; i < 450; i++) await store.CreateAsync(1, $"{i}", i % 3 == 0 ? "\"ttl\":1000" : i % 3 == 1 ? "\"ttl\":-1" : "");

        async Task<int> LiveAfter(int? defaultTtl, int seconds)
        {
            await store.Store.ConfigureAsync(store.Store.Indexer, defaultTtl, CancellationToken.None);
            store.Time.Advance(TimeSpan.FromSeconds(seconds));
            var live = await store.ReadAsync(read => read.Scan(EpkRange.Full, 0).Count());
            store.Time.Advance(TimeSpan.FromSeconds(-seconds));
            return live;
        }

        Assert.Equal(450, await LiveAfter(null, 5000));
        Assert.Equal(450, await LiveAfter(100, 99));
        Assert.Equal(300, await LiveAfter(100, 100));
        Assert.Equal(150, await LiveAfter(100, 1000));
        Assert.Equal(300, await LiveAfter(-1, 1000));
        Assert.Equal(450, await LiveAfter(null, 5000));
    }

    [Theory]
    [InlineData("{}", null, null)]
    [InlineData("""{"ttl":5}""", null, null)]
    [InlineData("{}", 10, 110L)]
    [InlineData("{}", -1, null)]
    [InlineData("""{"x":{"ttl":1},"ttl":5}""", 10, 105L)]
    [InlineData("""{"ttl":5}""", -1, 105L)]
    [InlineData("""{"ttl":-1}""", 10, null)]
    [InlineData("""{"ttl":null}""", 10, 110L)]
    public void An_items_own_time_to_live_goes_first_if_the_container_has_one(string document, int? containerDefault, long? expected) =>
        Assert.Equal(expected, TimeToLive.ExpiresAt(Encoding.UTF8.GetBytes(document), containerDefault, 100));

    [Fact]
    public async Task A_new_policy_rebuilds_the_index_while_writes_go_on()
    {
        await using var store = TestStore.OnDisk();
        for (var i = 0; i < 500; i++) await store.CreateAsync(1, $"{i}", $"\"n\":{i},\"m\":{i}");
        var rules = IndexingRules.Parse("""{"includedPaths":[{"path":"/n/?"}]}""");

        // A process that ended just after it had begun: the sweeper of the next one goes on.
        await store.WriteAsync(transaction =>
        {
            transaction.SetIndexer(new(rules, []));
            return transaction.IndexMore();
        }, WorkKind.Upkeep);
        await store.ReopenAsync();
        Assert.False(await store.ReadAsync(read => read.IsIndexReady));
        await store.DeleteAsync(1, "499");
        await store.ReplaceAsync(1, "498", "\"n\":-1,\"m\":-1");
        await store.ReplaceAsync(1, "0", "\"n\":-2,\"m\":-2");
        await store.CreateAsync(1, "new", "\"n\":-3,\"m\":-3");
        await using (var sweeper = new Sweeper(store.Store, store.Time)) await sweeper.SweepAsync();

        await store.ReadAsync(read =>
        {
            Assert.True(read.IsIndexReady);
            var entries = read.Index("/n", KeyRange.All, false, null).ToList();
            Assert.Equal(500, entries.Count);
            Assert.Equal(["new", "0", "498", "1"], entries.Take(4).Select(entry => read.Get(entry.Number)!.Id));
            Assert.Empty(read.Index("/m", KeyRange.All, false, null));
            return 0;
        });
        Assert.Equal(rules.Text, store.Store.Indexer.Rules.Text);
    }

    [Fact]
    public async Task Unique_keys_hold_within_a_partition()
    {
        await using var store = TestStore.OnDisk();
        await store.Store.ConfigureAsync(new(IndexingRules.Default, [["/a", "/b/c"], ["/email"]]), null, CancellationToken.None);
        await store.CreateAsync(1, "1", "\"a\":1,\"b\":{\"c\":\"x\"},\"email\":\"1\"");
        await store.CreateAsync(1, "2", "\"a\":1.0,\"b\":{\"c\":\"y\"},\"email\":\"2\"");
        await store.CreateAsync(2, "1", "\"a\":1,\"b\":{\"c\":\"x\"},\"email\":\"1\"");
        await store.ReopenAsync();

        async Task Refused(Func<Task> write) =>
            Assert.Equal(WriteConflict.UniqueKey, (await Assert.ThrowsAsync<ConflictException>(write)).Conflict);

        await Refused(() => store.CreateAsync(1, "3", "\"a\":1.0,\"b\":{\"c\":\"x\"},\"email\":\"3\""));
        await Refused(() => store.ReplaceAsync(1, "2", "\"a\":1,\"b\":{\"c\":\"y\"},\"email\":\"1\""));
        await store.ReplaceAsync(1, "2", "\"a\":2,\"email\":\"2\"");
        await Refused(() => store.CreateAsync(1, "3", "\"a\":2,\"b\":{\"c\":null},\"email\":\"3\""));
        await store.DeleteAsync(1, "1");
        await store.CreateAsync(1, "3", "\"a\":1,\"b\":{\"c\":\"x\"},\"email\":\"1\"");
        Assert.Equal(5, store.Store.LastLsn - 1);
    }
}
