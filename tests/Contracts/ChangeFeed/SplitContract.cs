using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ChangeFeed;

/// <summary>Ranges that split and merge under clients that know the old ones.</summary>
public abstract class SplitContract(Backend backend) : Contract(backend)
{
    [ContractFact(Needs = Capability.Split)]
    public async Task Point_operations_and_queries_go_on_after_a_split()
    {
        var container = await FilledAsync();
        var before = (await container.GetFeedRangesAsync()).Count;

        await Backend.Account.SplitAsync(container.Database.Id, container.Id, "0");

        for (var i = 0; i < 40; i++)
            Assert.Equal(i, (await container.ReadItemAsync<Note>($"{i}", new PartitionKey($"p{i}"))).Resource.N);
        Assert.Equal(Enumerable.Range(0, 40), await container.QueryAsync<int>("SELECT VALUE c.n FROM c ORDER BY c.n"));
        Assert.Equal([40], await container.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c"));
        using var fresh = Backend.Connect();
        Assert.Equal(before + 1, (await Through(fresh, container).GetFeedRangesAsync()).Count);
    }

    [ContractTheory(Needs = Capability.Split)]
    [InlineData("SELECT VALUE c.n FROM c")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC")]
    public async Task A_query_token_of_a_parent_continues_on_its_children(string text)
    {
        var container = await FilledAsync();
        var round = 0;
        var seen = new List<int>();
        string? token = null;
        do
        {
            using var iterator = container.GetItemQueryIterator<int>(text, token, new() { MaxItemCount = 6 });
            var page = await iterator.ReadNextAsync();
            seen.AddRange(page);
            token = page.ContinuationToken;
            if (round++ == 1)
                await Backend.Account.SplitAsync(container.Database.Id, container.Id, "0");
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 40), seen.Order());
        if (text.Contains("ORDER", StringComparison.Ordinal))
            Assert.Equal(text.EndsWith("DESC", StringComparison.Ordinal) ? Enumerable.Range(0, 40).Reverse() : Enumerable.Range(0, 40), seen);
    }

    [ContractFact(Needs = Capability.Split)]
    public async Task A_change_feed_token_of_a_parent_continues_on_its_children()
    {
        var container = await FilledAsync();
        using var iterator = container.GetChangeFeedIterator<Note>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion, new() { PageSizeHint = 7 });
        var seen = (await iterator.ReadNextAsync()).Select(note => note.N).ToList();

        await Backend.Account.SplitAsync(container.Database.Id, container.Id, "0");
        for (var i = 40; i < 60; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i}", i));

        seen.AddRange((await iterator.ReadChangesAsync()).Items.Select(note => note.N));
        Assert.Equal(Enumerable.Range(0, 60), seen.Order());
    }

    [ContractFact(Needs = Capability.Split)]
    public async Task A_processor_follows_a_split_without_loss()
    {
        var (source, leases) = (await FilledAsync(), await NewContainerAsync("/id"));
        await using var one = await new Listener(source, leases, "split", "one").StartAsync();
        await using var two = await new Listener(source, leases, "split", "two").StartAsync();
        await Deadline.UntilAsync("all items are seen", () => Distinct(one, two) == 40);

        await Backend.Account.SplitAsync(source.Database.Id, source.Id, "0");
        for (var i = 40; i < 80; i++)
            await source.CreateItemAsync(new Note($"{i}", $"p{i}", i));

        await Deadline.UntilAsync("the items after the split are seen", () => Distinct(one, two) == 80);
        var written = one.Notes.Concat(two.Notes).Select(note => note.N).Distinct().Order();
        Assert.Equal(Enumerable.Range(0, 80), written);
    }

    [ContractFact(Needs = Capability.Split)]
    public async Task A_processor_follows_a_merge_without_loss()
    {
        var (source, leases) = (await FilledAsync(), await NewContainerAsync("/id"));
        await Backend.Account.SplitAsync(source.Database.Id, source.Id, "0");
        await using var listener = await new Listener(source, leases, "merge", "one").StartAsync();
        await Deadline.UntilAsync("all items are seen", () => Distinct(listener) == 40);

        var ranges = await RangeIdsAsync(source);
        await Backend.Account.MergeAsync(source.Database.Id, source.Id, ranges[0], ranges[1]);
        for (var i = 40; i < 80; i++)
            await source.CreateItemAsync(new Note($"{i}", $"p{i}", i));

        await Deadline.UntilAsync("the items after the merge are seen", () => Distinct(listener) == 80);
    }

    [ContractFact(Needs = Capability.Split)]
    public async Task Merged_ranges_answer_like_any_other()
    {
        var container = await FilledAsync();
        await Backend.Account.SplitAsync(container.Database.Id, container.Id, "0");
        using var client = Backend.Connect();
        Assert.NotEmpty(await Through(client, container).QueryAsync("SELECT * FROM c"));
        var split = await RangeIdsAsync(container);

        await Backend.Account.MergeAsync(container.Database.Id, container.Id, split[0], split[1]);

        using var fresh = Backend.Connect();
        Assert.Equal(split.Count - 1, (await RangeIdsAsync(container)).Count);
        foreach (var known in (CosmosClient[])[fresh, client])
        {
            Assert.Equal(Enumerable.Range(0, 40), await Through(known, container).QueryAsync<int>("SELECT VALUE c.n FROM c ORDER BY c.n"));
            var changes = await Through(known, container).GetChangeFeedIterator<Note>(
                ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion).DrainChangesAsync();
            Assert.Equal(Enumerable.Range(0, 40), changes.Select(note => note.N).Order());
        }
    }

    private static int Distinct(params Listener[] listeners) =>
        listeners.SelectMany(listener => listener.Notes).Select(note => note.N).Distinct().Count();

    private async Task<List<string>> RangeIdsAsync(Container container)
    {
        using var http = Backend.OpenHttp();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Backend.Key);
        var ranges = await http.GetStringAsync(new Uri($"/_localcosmos/dbs/{container.Database.Id}/colls/{container.Id}/ranges", UriKind.Relative));
        return [.. JsonNode.Parse(ranges)!.AsArray().Select(range => (string)range!["id"]!)];
    }

    private async Task<Container> FilledAsync([System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var container = await NewContainerAsync("/pk", name);
        for (var i = 0; i < 40; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i}", i));
        return container;
    }
}
