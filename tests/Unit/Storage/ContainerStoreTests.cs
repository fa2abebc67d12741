using System.Text;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

public sealed class ContainerStoreTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task What_is_written_is_found(bool onDisk)
    {
        await using var store = TestStore.Create(onDisk);
        var created = await store.CreateAsync(1, "a", "\"n\":1");

        var found = await store.ReadAsync(read => read.Find(TestStore.Key(1), "a"));

        Assert.Equivalent(created, found, strict: true);
        Assert.Equal(1, store.Store.LastLsn);
        Assert.Null(await store.ReadAsync(read => read.Find(TestStore.Key(2), "a")));
        Assert.Equivalent(created, await store.ReadAsync(read => read.Get(created.Number)), strict: true);
    }

    [Fact]
    public async Task An_id_is_unique_in_its_partition_only()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a");
        await store.CreateAsync(2, "a");

        var conflict = await Assert.ThrowsAsync<ConflictException>(() => store.CreateAsync(1, "a"));

        Assert.Equal(WriteConflict.Id, conflict.Conflict);
        Assert.Equal(2, store.Store.LastLsn);
    }

    [Fact]
    public async Task A_refused_write_leaves_nothing_and_takes_no_LSN()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a");

        var conflict = await store.WriteAsync(transaction => transaction.Insert(
            new(transaction.NextNumber(), TestStore.Key(1), "a", transaction.Lsn, 0, 0, 0, null, TestStore.Body("a")),
            new([], [])));

        Assert.Equal(WriteConflict.Id, conflict);
        Assert.Equal(1, store.Store.LastLsn);
        Assert.Equal(2, (await store.CreateAsync(1, "b")).Lsn);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Counters_and_time_go_on_after_reopening(bool deleteLast)
    {
        await using var store = TestStore.OnDisk();
        await store.CreateAsync(1, "a");
        var last = await store.CreateAsync(1, "b");
        if (deleteLast) await store.DeleteAsync(1, "b");
        var lsn = store.Store.LastLsn;

        await store.ReopenAsync();
        store.Time.Advance(TimeSpan.FromHours(-1));
        var next = await store.CreateAsync(1, "c");

        Assert.Equal(lsn + 1, next.Lsn);
        Assert.Equal(last.Number + 1, next.Number);
        Assert.Equal(last.Timestamp, next.Timestamp);
    }

    [Fact]
    public async Task Items_are_scanned_in_the_order_of_their_numbers()
    {
        await using var store = TestStore.InMemory();
        foreach (var (partition, id) in new[] { (9, "z"), (3, "y"), (9, "x"), (5, "w"), (3, "v") }) await store.CreateAsync(partition, id);

        Assert.Equal("zyxwv", await Ids(store, read => read.Scan(EpkRange.Full, 0)));
        Assert.Equal("wv", await Ids(store, read => read.Scan(EpkRange.Full, 3)));
        Assert.Equal("ywv", await Ids(store, read => read.Scan(new EpkRange([3], [9]), 0)));
        Assert.Equal("zx", await Ids(store, read => read.Scan(EpkRange.Below(TestStore.Key(9)), 0)));
        Assert.Equal("x", await Ids(store, read => read.Scan(EpkRange.Below(TestStore.Key(9)), 1)));
        Assert.Equal("", await Ids(store, read => read.Scan(EpkRange.Below(TestStore.Key(7)), 0)));
    }

    [Fact]
    public async Task Partitions_are_scanned_in_the_order_of_their_keys()
    {
        await using var store = TestStore.InMemory();
        foreach (var (partition, id) in new[] { (9, "z"), (3, "y"), (9, "x"), (5, "w"), (3, "v") }) await store.CreateAsync(partition, id);

        Assert.Equal("yvwzx", await Ids(store, read => read.ScanPartition(EpkRange.Full, null)));
        Assert.Equal("wzx", await Ids(store, read => read.ScanPartition(EpkRange.Full, (TestStore.Key(3), 5))));
        Assert.Equal("vw", await Ids(store, read => read.ScanPartition(new EpkRange([3], [9]), (TestStore.Key(3), 2))));
        Assert.Equal(5, await store.ReadAsync(read => read.Count(EpkRange.Full, 100)));
        Assert.Equal(3, await store.ReadAsync(read => read.Count(EpkRange.Full, 3)));
        Assert.Equal(2, await store.ReadAsync(read => read.Count(EpkRange.Below(TestStore.Key(3)), 100)));
    }

    [Fact]
    public async Task The_index_is_read_in_both_directions_and_resumed()
    {
        await using var store = TestStore.InMemory();
        foreach (var (id, n) in new[] { ("a", "3"), ("b", "1"), ("c", "\"x\""), ("d", "3"), ("e", "-2.5"), ("f", "null") })
        {
            await store.CreateAsync(1, id, $"\"n\":{n}");
        }

        await store.CreateAsync(1, "none");
        string Read(ReadTransaction read, KeyRange range, bool descending = false, int skip = 0)
        {
            var entries = read.Index("/n", range, descending, null).ToList();
            if (skip > 0)
            {
                var after = new IndexPosition(entries[skip - 1].Key, entries[skip - 1].Number);
                entries = [.. read.Index("/n", range, descending, after)];
            }

            return string.Concat(entries.Select(entry => read.Get(entry.Number)!.Id));
        }

        await store.ReadAsync(read =>
        {
            Assert.Equal("febadc", Read(read, KeyRange.All));
            Assert.Equal("cdabef", Read(read, KeyRange.All, descending: true));
            Assert.Equal("dc", Read(read, KeyRange.All, skip: 4));
            Assert.Equal("abef", Read(read, KeyRange.All, descending: true, skip: 2));
            Assert.Equal("ebad", Read(read, KeyRange.OfKind(KeyKind.Number)));
            Assert.Equal("ad", Read(read, KeyRange.Exactly(IndexKey.Encode(3))));
            Assert.Equal("ad", Read(read, KeyRange.Above(IndexKey.Encode(1), inclusive: false)));
            Assert.Equal("bad", Read(read, KeyRange.Above(IndexKey.Encode(1), inclusive: true)));
            Assert.Equal("eb", Read(read, KeyRange.Below(IndexKey.Encode(3), inclusive: false)));
            Assert.Equal("c", Read(read, KeyRange.StartingWith("x")));
            Assert.Equal(2, read.CountIndex("/n", KeyRange.Exactly(IndexKey.Encode(3)), 10));
            Assert.Equal(1, read.CountIndex("/n", KeyRange.Exactly(IndexKey.Encode(3)), 1));
            Assert.Empty(read.Index("/absent", KeyRange.All, false, null));
            return 0;
        });
    }

    [Fact]
    public async Task The_index_follows_a_replaced_and_a_deleted_item()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a", "\"tags\":[\"x\",\"y\",\"x\"],\"n\":1");
        await store.ReplaceAsync(1, "a", "\"tags\":[\"y\",\"z\"],\"m\":{\"k\":true}");
        string Entries(ReadTransaction read, string path) =>
            string.Join(' ', read.Index(path, KeyRange.All, false, null).Select(entry => Encoding.UTF8.GetString(entry.Key[1..])));

        await store.ReadAsync(read =>
        {
            Assert.Equal("y z", Entries(read, "/tags/[]"));
            Assert.Empty(read.Index("/n", KeyRange.All, false, null));
            Assert.Equal(IndexKey.True, Assert.Single(read.Index("/m/k", KeyRange.All, false, null)).Key);
            Assert.Equal(IndexKey.Object, Assert.Single(read.Index("/m", KeyRange.All, false, null)).Key);
            return 0;
        });

        await store.DeleteAsync(1, "a");
        foreach (var path in new[] { "/tags/[]", "/tags", "/m", "/m/k", "/id" })
        {
            Assert.Empty(await store.ReadAsync(read => read.Index(path, KeyRange.All, false, null).ToList()));
        }
    }

    [Fact]
    public async Task Enumerations_nest()
    {
        await using var store = TestStore.InMemory();
        for (var i = 0; i < 3; i++) await store.CreateAsync(i, $"{i}");

        var pairs = await store.ReadAsync(read => (
            from outer in read.Scan(EpkRange.Full, 0)
            from inner in read.Scan(EpkRange.Full, 0)
            select outer.Id + inner.Id).ToList());

        Assert.Equal(["00", "01", "02", "10", "11", "12", "20", "21", "22"], pairs);
    }

    [Fact]
    public async Task A_reader_keeps_its_view_while_others_write()
    {
        await using var store = TestStore.OnDisk();
        await store.CreateAsync(1, "a");
        using var before = await store.Store.ReadAsync(CancellationToken.None);
        Assert.Equal(1, before.LastLsn);

        await store.CreateAsync(1, "b");

        Assert.Equal("a", Assert.Single(before.Scan(EpkRange.Full, 0)).Id);
        Assert.Equal(2, await store.ReadAsync(read => read.LastLsn));
    }

    private static async Task<string> Ids(TestStore store, Func<ReadTransaction, IEnumerable<StoredItem>> query) =>
        await store.ReadAsync(read => string.Concat(query(read).Select(item => item.Id)));
}
