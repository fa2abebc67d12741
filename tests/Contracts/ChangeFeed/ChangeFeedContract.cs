using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ChangeFeed;

/// <summary>The pull iterator in latest-version mode.</summary>
public abstract class ChangeFeedContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task From_the_beginning_every_item_comes_once_at_its_newest_version()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 30; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i % 4}", i));
        for (var i = 0; i < 30; i += 3)
            await container.UpsertItemAsync(new Note($"{i}", $"p{i % 4}", i + 100));
        for (var i = 1; i < 30; i += 3)
            await container.DeleteItemAsync<Note>($"{i}", new PartitionKey($"p{i % 4}"));

        var changes = await Open(container, ChangeFeedStartFrom.Beginning(), pageSize: 4).DrainChangesAsync();

        var expected = Enumerable.Range(0, 30).Where(i => i % 3 != 1).Select(i => i % 3 == 0 ? i + 100 : i);
        Assert.Equal(expected.Order(), changes.Select(note => note.N).Order());
    }

    [ContractFact]
    public async Task Changes_of_a_partition_come_in_the_order_of_their_writes()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 40; i++)
            await container.UpsertItemAsync(new Note($"{i * 7 % 11}", $"p{i % 2}", i));

        var changes = await Open(container, ChangeFeedStartFrom.Beginning(), pageSize: 3).DrainChangesAsync();

        foreach (var partition in changes.GroupBy(note => note.Pk))
            Assert.Equal(partition.Select(note => note.N).Order(), partition.Select(note => note.N));
    }

    [ContractFact]
    public async Task From_now_only_later_changes_come()
    {
        var container = await NewContainerAsync();
        await container.CreateItemAsync(new Note("before", "p"));
        using var iterator = Open(container, ChangeFeedStartFrom.Now());
        Assert.Empty((await iterator.ReadChangesAsync()).Items);

        await container.CreateItemAsync(new Note("after", "p"));

        Assert.Equal("after", Assert.Single((await iterator.ReadChangesAsync()).Items).Id);
        Assert.Empty((await iterator.ReadChangesAsync()).Items);
    }

    [ContractFact]
    public async Task From_a_time_only_changes_after_it_come()
    {
        var container = await NewContainerAsync();
        await container.CreateItemAsync(new Note("before", "p"));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        var created = await container.CreateItemAsync(new JsonObject { ["id"] = "after", ["pk"] = "p" });
        var time = DateTimeOffset.FromUnixTimeSeconds((long)created.Resource["_ts"]! - 1).UtcDateTime;

        var changes = await Open(container, ChangeFeedStartFrom.Time(time)).DrainChangesAsync();

        Assert.Equal("after", Assert.Single(changes).Id);
    }

    [ContractFact]
    public async Task From_a_continuation_nothing_is_lost_or_repeated()
    {
        var container = await NewContainerAsync();
        var seen = new List<int>();
        var start = ChangeFeedStartFrom.Beginning();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 6; i++)
                await container.CreateItemAsync(new Note($"{round}-{i}", $"p{i % 3}", round * 6 + i));
            using var client = Backend.Connect();
            using var iterator = Open(Through(client, container), start, pageSize: 2);
            var (items, token) = await iterator.ReadChangesAsync();
            seen.AddRange(items.Select(note => note.N));
            start = ChangeFeedStartFrom.ContinuationToken(token);
        }
        Assert.Equal(Enumerable.Range(0, 30), seen.Order());
    }

    [ContractFact]
    public async Task Every_page_has_a_token_of_its_own()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 9; i++)
            await container.CreateItemAsync(new Note($"{i}", "p", i));

        var seen = new List<int>();
        var start = ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(new PartitionKey("p")));
        while (true)
        {
            using var iterator = Open(container, start, pageSize: 2);
            var page = await iterator.ReadNextAsync();
            if (page.StatusCode == HttpStatusCode.NotModified)
                break;
            Assert.InRange(page.Count, 1, 2);
            seen.AddRange(page.Select(note => note.N));
            start = ChangeFeedStartFrom.ContinuationToken(page.ContinuationToken);
        }
        Assert.Equal(Enumerable.Range(0, 9), seen);
    }

    [ContractFact]
    public async Task Feed_ranges_share_the_feed_without_overlap()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 40; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i}", i));

        var seen = new List<int>();
        foreach (var range in await container.GetFeedRangesAsync())
            seen.AddRange((await Open(container, ChangeFeedStartFrom.Beginning(range)).DrainChangesAsync()).Select(note => note.N));
        Assert.Equal(Enumerable.Range(0, 40), seen.Order());
    }

    [ContractFact]
    public async Task A_partition_key_has_a_feed_of_its_own()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 12; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i % 3}", i));

        using var iterator = Open(container, ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(new PartitionKey("p1"))));
        Assert.Equal([1, 4, 7, 10], (await iterator.ReadChangesAsync()).Items.Select(note => note.N));

        await container.CreateItemAsync(new Note("other", "p2", 13));
        await container.CreateItemAsync(new Note("mine", "p1", 14));
        Assert.Equal([14], (await iterator.ReadChangesAsync()).Items.Select(note => note.N));
    }

    [ContractFact]
    public async Task A_batch_is_never_cut_by_a_page()
    {
        var container = await NewContainerAsync();
        await container.CreateItemAsync(new Note("single", "p", -1));
        for (var round = 0; round < 3; round++)
        {
            var batch = container.CreateTransactionalBatch(new PartitionKey("p"));
            for (var i = 0; i < 5; i++)
                batch = batch.CreateItem(new Note($"{round}-{i}", "p", round));
            using var answer = await batch.ExecuteAsync();
            Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        }

        var range = FeedRange.FromPartitionKey(new PartitionKey("p"));
        using var iterator = Open(container, ChangeFeedStartFrom.Beginning(range), pageSize: 2);
        var rounds = new List<int>();
        while (await iterator.ReadNextAsync() is { StatusCode: HttpStatusCode.OK } page)
        {
            foreach (var part in page.Where(note => note.N >= 0).GroupBy(note => note.N))
            {
                Assert.Equal(5, part.Count());
                rounds.Add(part.Key);
            }
        }
        Assert.Equal([0, 1, 2], rounds);
    }

    [ContractFact]
    public async Task The_items_of_a_batch_share_their_sequence_number()
    {
        var container = await NewContainerAsync();
        using var answer = await container.CreateTransactionalBatch(new PartitionKey("p"))
            .CreateItem(new Note("a", "p")).CreateItem(new Note("b", "p")).ExecuteAsync();
        await container.CreateItemAsync(new Note("c", "p"));

        var changes = await container.GetChangeFeedIterator<JsonObject>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.Incremental).DrainChangesAsync();

        var numbers = changes.Select(item => (long)item["_lsn"]!).ToList();
        Assert.Equal(numbers[0], numbers[1]);
        Assert.True(numbers[2] > numbers[1]);
    }

    [ContractFact]
    public async Task The_stream_iterator_answers_the_envelope_of_the_service()
    {
        var container = await NewContainerAsync();
        await container.CreateItemAsync(new Note("a", "p"));
        using var iterator = container.GetChangeFeedStreamIterator(
            ChangeFeedStartFrom.Beginning(FeedRange.FromPartitionKey(new PartitionKey("p"))), ChangeFeedMode.LatestVersion);
        using var page = await iterator.ReadNextAsync();
        using var end = await iterator.ReadNextAsync();

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified), (page.StatusCode, end.StatusCode));
        Assert.Equal("a", (string?)Json.Object(await Json.TextAsync(page.Content))["Documents"]![0]!["id"]);
    }

    private static FeedIterator<Note> Open(Container container, ChangeFeedStartFrom start, int? pageSize = null) =>
        container.GetChangeFeedIterator<Note>(
            start, ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = pageSize });
}
