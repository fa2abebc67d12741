using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>Pages and continuation tokens: every row once and in order, whoever continues.</summary>
public abstract class PagingContract(Backend backend) : Contract(backend)
{
    private const int Count = 60;

    [ContractTheory]
    [InlineData("SELECT VALUE c.n FROM c")]
    [InlineData("SELECT VALUE c.n FROM c WHERE c.n >= 0")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.few")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.few DESC")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.one")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.one DESC")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.mixed")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.mixed DESC")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.few ASC, c.n DESC")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.few DESC, c.one DESC")]
    [InlineData("SELECT VALUE c.n FROM c JOIN t IN c.none_or_one")]
    public async Task Every_row_comes_once_in_the_same_order_however_it_is_paged(string text)
    {
        var container = await FilledAsync();
        foreach (var key in (string?[])[null, "p0"])
        {
            var whole = await container.QueryAsync<int>(text, key);
            var expected = key is null ? Enumerable.Range(0, Count) : Enumerable.Range(0, Count).Where(n => n % 5 == 0);
            Assert.Equal(expected, whole.Order());

            using var other = Backend.Connect();
            foreach (var pageSize in (int[])[1, 7])
            {
                var pages = await Feeds.ResumeAsync(token => Through(token is null ? Client : other, container)
                    .GetItemQueryIterator<int>(text, token, Feeds.In(key, pageSize)));
                Assert.All(pages, page => Assert.InRange(page.Count, 0, pageSize));
                Assert.Equal(whole, pages.SelectMany(page => page));
            }
        }
    }

    [ContractTheory]
    [InlineData("SELECT TOP 13 VALUE c.n FROM c ORDER BY c.n", 0, 13)]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 11 LIMIT 17", 11, 17)]
    [InlineData("SELECT DISTINCT VALUE c.n FROM c ORDER BY c.n", 0, Count)]
    public async Task Limits_hold_across_pages(string text, int first, int count)
    {
        var container = await FilledAsync();
        var pages = await Feeds.ResumeAsync(
            token => container.GetItemQueryIterator<int>(text, token, new() { MaxItemCount = 4 }));
        Assert.Equal(Enumerable.Range(first, count), pages.SelectMany(page => page));
    }

    [ContractFact]
    public async Task A_read_feed_resumes_from_its_token()
    {
        var container = await FilledAsync();
        var pages = await Feeds.ResumeAsync(token => container.GetItemQueryIterator<JsonObject>(
            (string?)null, token, new() { MaxItemCount = 7 }));
        Assert.Equal(Enumerable.Range(0, Count), pages.SelectMany(page => page).Select(item => (int)item["n"]!).Order());
    }

    [ContractTheory]
    [InlineData("SELECT VALUE c.n FROM c")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n")]
    [InlineData("SELECT VALUE c.n FROM c ORDER BY c.n DESC")]
    public async Task Rows_that_stay_are_seen_once_while_others_come_and_go(string text)
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 40; i++)
            await container.CreateItemAsync(new Note($"{i}", $"p{i % 4}", i * 10));

        var seen = new List<int>();
        string? token = null;
        for (var round = 0; round == 0 || token is not null; round++)
        {
            await DisturbAsync(container, round);
            using var iterator = container.GetItemQueryIterator<int>(text, token, new() { MaxItemCount = 3 });
            var page = await iterator.ReadNextAsync();
            seen.AddRange(page);
            token = page.ContinuationToken;
        }

        var stayed = seen.Where(n => n % 10 == 0 && n / 10 % 4 != 3);
        var expected = Enumerable.Range(0, 40).Where(i => i % 4 != 3).Select(i => i * 10);
        Assert.Equal(expected, stayed.Order());
    }

    [ContractTheory]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[{\"token\":\"garbage\",\"range\":{\"min\":\"\",\"max\":\"FF\"}}]")]
    public async Task A_token_that_is_none_answers_400(string token)
    {
        var container = await FilledAsync();
        var exception = await Assert.ThrowsAnyAsync<CosmosException>(() => container.GetItemQueryIterator<int>(
            "SELECT VALUE c.n FROM c", token, new() { MaxItemCount = 3 }).DrainAsync());
        Assert.Equal(400, (int)exception.StatusCode);
    }

    [ContractFact]
    public async Task Tokens_stay_small()
    {
        var container = await FilledAsync();
        using var iterator = container.GetItemQueryIterator<int>(
            "SELECT VALUE c.n FROM c ORDER BY c.few", requestOptions: new() { MaxItemCount = 30 });
        Assert.InRange((await iterator.ReadNextAsync()).ContinuationToken.Length, 1, 4096);
    }

    private Task<Container> FilledAsync() => Backend.OnceAsync(nameof(PagingContract), async () =>
    {
        var properties = new ContainerProperties("", "/pk");
        properties.IndexingPolicy.CompositeIndexes.Add([Path("/few"), Path("/n", CompositePathSortOrder.Descending)]);
        properties.IndexingPolicy.CompositeIndexes.Add(
            [Path("/few", CompositePathSortOrder.Descending), Path("/one", CompositePathSortOrder.Descending)]);
        var container = await NewContainerAsync(properties, "paging");
        string[] mixed = ["null", "true", "false", "1", "-2.5", "\"a\"", "\"b\""];
        for (var i = 0; i < Count; i++)
        {
            var document = Json.Object($$"""
                {"id":"{{i}}","pk":"p{{i % 5}}","n":{{i}},"few":"{{"abc"[i % 3]}}","one":1,"none_or_one":[1]}
                """);
            if (i % 8 != 7)
                document["mixed"] = JsonNode.Parse(mixed[i % 7]);
            await container.CreateItemAsync(document);
        }
        return container;
    });

    private static CompositePath Path(string path, CompositePathSortOrder order = CompositePathSortOrder.Ascending) =>
        new() { Path = path, Order = order };

    /// <summary>One item comes, one of every fourth goes, and one that stays is rewritten.</summary>
    private static async Task DisturbAsync(Container container, int round)
    {
        await container.UpsertItemAsync(new Note($"new {round}", $"p{round % 4}", round * 10 + 5));
        var (doomed, kept) = (round * 4 + 3, round * 4 % 40);
        if (doomed < 40)
            await container.DeleteItemAsync<Note>($"{doomed}", new PartitionKey("p3"));
        await container.UpsertItemAsync(new Note($"{kept}", "p0", kept * 10, "rewritten"));
    }
}
