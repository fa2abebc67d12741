using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.ChangeFeed;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Storage;
using Serverless.Unit.Storage;

namespace Serverless.Unit.ChangeFeed;

public sealed class ChangeFeedReaderTests
{
    [Fact]
    public async Task The_latest_version_feed_has_each_item_once_at_its_newest_change()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a", "\"n\":1.0");
        await store.CreateAsync(1, "b");
        await store.CreateAsync(2, "c");
        await store.ReplaceAsync(1, "a", "\"n\": 9007199254740993");
        await store.DeleteAsync(1, "b");

        var page = await ReadAsync(store, ChangeFeedStart.Beginning);

        Assert.Equal("""[{"id":"c","_lsn":3},{"id":"a","n": 9007199254740993,"_lsn":4}]""", Text(page));
        Assert.Equal((2, 5), (page.Count, page.ContinuationLsn));
        Assert.Equal(0, (await ReadAsync(store, ChangeFeedStart.After(page.ContinuationLsn))).Count);
    }

    [Fact]
    public async Task A_page_never_ends_inside_a_batch()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a");
        await store.WriteAsync(transaction =>
        {
            foreach (var id in new[] { "b", "c", "d" }) TestStore.Create(transaction, 1, id);
            return 0;
        });
        await store.CreateAsync(1, "e");

        foreach (var mode in Enum.GetValues<ChangeFeedMode>())
        {
            var pages = await DrainAsync(store, mode, maxItems: 2, EpkRange.Full);
            Assert.Equal([4, 1], pages.Select(page => page.Count));
            Assert.Equal([2, 3], pages.Select(page => page.ContinuationLsn));
        }
    }

    [Fact]
    public async Task A_page_stops_at_its_size_too()
    {
        await using var store = TestStore.InMemory();
        for (var i = 0; i < 4; i++) await store.CreateAsync(1, $"{i}", $"\"x\":\"{new string('x', 2_100_000)}\"");

        var pages = await DrainAsync(store, ChangeFeedMode.LatestVersion, maxItems: 100, EpkRange.Full);

        Assert.Equal([2, 2], pages.Select(page => page.Count));
    }

    [Fact]
    public async Task The_continuation_moves_past_changes_outside_the_scope()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "mine");
        for (var i = 0; i < 5; i++) await store.CreateAsync(2, $"{i}");
        var scope = EpkRange.Below(TestStore.Key(1));

        foreach (var mode in Enum.GetValues<ChangeFeedMode>())
        {
            var first = await ReadAsync(store, ChangeFeedStart.Beginning, mode, maxItems: 1, scope);
            Assert.Equal((1, store.Store.LastLsn), (first.Count, first.ContinuationLsn));
            await store.CreateAsync(2, $"more {mode}");
            var second = await ReadAsync(store, ChangeFeedStart.After(first.ContinuationLsn), mode, maxItems: 1, scope);
            Assert.Equal((0, store.Store.LastLsn), (second.Count, second.ContinuationLsn));
        }
    }

    [Fact]
    public async Task It_starts_now_or_after_a_second()
    {
        await using var store = TestStore.InMemory();
        var start = store.Time.Seconds;
        await store.CreateAsync(1, "a");
        await store.CreateAsync(1, "b");
        store.Time.Advance(TimeSpan.FromSeconds(10));
        await store.CreateAsync(1, "c");
        store.Time.Advance(TimeSpan.FromSeconds(10));
        await store.DeleteAsync(1, "b");
        await store.ReplaceAsync(1, "a", "\"n\":1");

        async Task<string> From(ChangeFeedStart from) => string.Concat(Ids(await ReadAsync(store, from)));

        Assert.Equal("ca", await From(ChangeFeedStart.Time(start - 1)));
        Assert.Equal("ca", await From(ChangeFeedStart.Time(start)));
        Assert.Equal("ca", await From(ChangeFeedStart.Time(start + 9)));
        Assert.Equal("a", await From(ChangeFeedStart.Time(start + 10)));
        Assert.Equal("", await From(ChangeFeedStart.Time(start + 20)));
        Assert.Equal("", await From(ChangeFeedStart.Now));
        await store.CreateAsync(1, "d");
        Assert.Equal("d", await From(ChangeFeedStart.After(5)));
    }

    [Fact]
    public async Task All_versions_come_with_their_metadata_and_deletes_with_their_last_image()
    {
        await using var store = TestStore.OnDisk();
        var at = store.Time.Seconds;
        await store.CreateAsync(1, "a", "\"pk\":\"p\",\"at\":{\"home\":1},\"n\":1");
        await store.ReplaceAsync(1, "a", "\"pk\":\"p\",\"n\":2");
        await store.DeleteAsync(1, "a");
        await store.CreateAsync(1, "a", "\"n\":3");
        await store.ReopenAsync();

        var page = await ReadAsync(store, ChangeFeedStart.Beginning, ChangeFeedMode.AllVersionsAndDeletes);

        Assert.Equal(
            $$$"""
            [{"metadata":{"lsn":1,"crts":{{{at}}},"operationType":"create"},"current":{"id":"a","pk":"p","at":{"home":1},"n":1}},
            {"metadata":{"lsn":2,"crts":{{{at}}},"operationType":"replace","previousImageLSN":1},"current":{"id":"a","pk":"p","n":2}},
            {"metadata":{"lsn":3,"crts":{{{at}}},"operationType":"delete","previousImageLSN":2,"timeToLiveExpired":false,"id":"a","partitionKey":{"pk":"p"}},"previous":{"id":"a","pk":"p","n":2}},
            {"metadata":{"lsn":4,"crts":{{{at}}},"operationType":"create"},"current":{"id":"a","n":3}}]
            """.ReplaceLineEndings(""),
            Text(page));
    }

    [Fact]
    public async Task Every_page_size_gives_the_same_feed()
    {
        await using var store = TestStore.InMemory();
        var random = new Random(7);
        for (var i = 0; i < 120; i++)
        {
            await store.WriteAsync(transaction =>
            {
                for (var k = random.Next(1, 4); k > 0; k--)
                {
                    var (partition, id) = (random.Next(4), $"{random.Next(6)}");
                    if (transaction.Find(TestStore.Key(partition), id) is null) TestStore.Create(transaction, partition, id);
                    else if (random.Next(3) == 0) TestStore.Delete(transaction, partition, id);
                    else TestStore.Replace(transaction, partition, id, $"\"n\":{i}");
                }

                return 0;
            });
        }

        foreach (var mode in Enum.GetValues<ChangeFeedMode>())
        {
            foreach (var scope in new[] { EpkRange.Full, EpkRange.Below(TestStore.Key(2)), new EpkRange([1], [3]) })
            {
                var whole = Texts(await DrainAsync(store, mode, maxItems: 10_000, scope));
                Assert.NotEmpty(whole);
                foreach (var size in new[] { 1, 3, 10 }) Assert.Equal(whole, Texts(await DrainAsync(store, mode, size, scope)));
            }
        }
    }

    [Fact]
    public async Task A_small_partition_of_a_long_log_is_read_in_order()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a");
        await store.CreateAsync(1, "b");
        for (var i = 0; i < 60; i++)
        {
            await store.WriteAsync(transaction =>
            {
                for (var k = 0; k < 100; k++, transaction.NewLsn()) TestStore.Create(transaction, 2, $"{i}-{k}");
                return 0;
            });
        }

        await store.ReplaceAsync(1, "a", "\"n\":1");

        var page = await ReadAsync(store, ChangeFeedStart.Beginning, scope: EpkRange.Below(TestStore.Key(1)));
        Assert.Equal(["b", "a"], Ids(page));
        Assert.Equal(store.Store.LastLsn, page.ContinuationLsn);
    }

    [Fact]
    public async Task Once_history_is_gone_a_feed_of_all_versions_cannot_go_on_from_before_it()
    {
        await using var store = TestStore.InMemory();
        await store.CreateAsync(1, "a");
        await store.ReplaceAsync(1, "a", "\"n\":1");
        await store.DeleteAsync(1, "a");
        store.Time.Advance(TimeSpan.FromDays(8));
        await store.CreateAsync(1, "b");
        await using (var sweeper = new Sweeper(store.Store, store.Time)) await sweeper.SweepAsync();

        var refused = await Assert.ThrowsAsync<RequestException>(
            () => ReadAsync(store, ChangeFeedStart.After(2), ChangeFeedMode.AllVersionsAndDeletes));
        Assert.Equal(400, refused.Status);
        Assert.Equal(["b"], Ids(await ReadAsync(store, ChangeFeedStart.After(3), ChangeFeedMode.AllVersionsAndDeletes), "current"));
        Assert.Equal(["b"], Ids(await ReadAsync(store, ChangeFeedStart.Beginning)));
    }

    private static Task<ChangeFeedPage> ReadAsync(
        TestStore store,
        ChangeFeedStart start,
        ChangeFeedMode mode = ChangeFeedMode.LatestVersion,
        int maxItems = 100,
        EpkRange? scope = null) =>
        ChangeFeedReader.ReadAsync(Container(store), new(scope ?? EpkRange.Full, start, mode, maxItems), CancellationToken.None).AsTask();

    private static ContainerResource Container(TestStore store)
    {
        var partitionKey = new PartitionKeyDefinition(PartitionKeyKind.MultiHash, ["/pk", "/at/home"], [["pk"], ["at", "home"]]);
        var definition = new ContainerDefinition(
            "c", "", [], "d", "", partitionKey, IndexingRules.Default, [], new Dictionary<string, string>(StringComparer.Ordinal), null, default, "", 0);
        return new ContainerResource(definition, PartitionMap.Equal(1), () => store.Store);
    }

    private static async Task<List<ChangeFeedPage>> DrainAsync(TestStore store, ChangeFeedMode mode, int maxItems, EpkRange scope)
    {
        var pages = new List<ChangeFeedPage>();
        var page = await ReadAsync(store, ChangeFeedStart.Beginning, mode, maxItems, scope);
        while (page.Count > 0)
        {
            pages.Add(page);
            page = await ReadAsync(store, ChangeFeedStart.After(page.ContinuationLsn), mode, maxItems, scope);
        }

        return pages;
    }

    private static string Text(ChangeFeedPage page) => Encoding.UTF8.GetString(page.Documents.Span);

    private static List<string> Texts(List<ChangeFeedPage> pages) =>
        [.. pages.SelectMany(page => JsonDocument.Parse(page.Documents).RootElement.EnumerateArray().Select(item => item.GetRawText()))];

    private static List<string> Ids(ChangeFeedPage page, string? image = null) =>
    [
        .. JsonDocument.Parse(page.Documents).RootElement.EnumerateArray()
            .Select(item => (image is null ? item : item.GetProperty(image)).GetProperty("id").GetString()!),
    ];
}
