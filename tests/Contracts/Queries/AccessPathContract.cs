using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>
/// Filters on the key, the id and indexed paths read what they return, not the container: the number of documents that
/// the server loaded is in the metrics that the SDK shows.
/// </summary>
public abstract class AccessPathContract(Backend backend) : Contract(backend)
{
    private const int Partitions = 10, Each = 300;

    /// <summary>Where a range holds so few candidates, the planner need not look for fewer.</summary>
    private const int FewPerRange = 50;

    /// <summary>Statements that give three rows or fewer.</summary>
    [ContractTheory]
    [InlineData("SELECT * FROM c WHERE c.id = '7' AND c.pk = 'p3'")]
    [InlineData("SELECT * FROM c WHERE c.n = 123")]
    [InlineData("SELECT * FROM c WHERE c.n IN (5, 2500)")]
    [InlineData("SELECT * FROM c WHERE c.n > 2996")]
    [InlineData("SELECT * FROM c WHERE c.n >= 1000 AND c.n < 1003")]
    [InlineData("SELECT * FROM c WHERE c.n BETWEEN 7 AND 9")]
    [InlineData("SELECT * FROM c WHERE c.text = 'rare'")]
    [InlineData("SELECT * FROM c WHERE STARTSWITH(c.text, 'rar')")]
    [InlineData("SELECT * FROM c WHERE c.text LIKE 'rar%'")]
    [InlineData("SELECT * FROM c WHERE c.pk = 'p1' AND c.n = 360")]
    [InlineData("SELECT * FROM c WHERE c.n = 5 OR c.text = 'rare'")]
    [InlineData("SELECT * FROM c WHERE c.n IN (5, 6) OR c.text LIKE 'rar%'")]
    [InlineData("SELECT * FROM c WHERE c.n > 2998 OR STARTSWITH(c.text, 'rar') OR (c.id = '7' AND c.pk = 'p3')")]
    [InlineData("SELECT * FROM c WHERE (c.n = 5 AND c.text != 'rare') OR (c.text = 'rare' AND c.n > 3)")]
    [InlineData("SELECT * FROM c WHERE c.n < 2 OR c.n = 1234 OR c.text = 'rare'")]
    [InlineData("SELECT * FROM c WHERE NOT (c.n != 5 AND c.text != 'rare')")]
    [InlineData("SELECT * FROM c WHERE c.n = 2 + 3")]
    [InlineData("SELECT * FROM c WHERE NOT (c.n < 2998)")]
    public async Task A_filter_loads_little_more_than_it_returns(string text)
    {
        var container = await FilledAsync();
        using var iterator = container.GetItemQueryIterator<Note>(text);
        var rows = 0;
        var loaded = 0L;
        while (iterator.HasMoreResults)
        {
            var page = await iterator.ReadNextAsync();
            rows += page.Count;
            loaded += page.Diagnostics.GetQueryMetrics()?.CumulativeMetrics.RetrievedDocumentCount ?? 0;
        }

        Assert.InRange(rows, 1, 3);
        Assert.InRange(loaded, rows, rows + FewPerRange * (await container.GetFeedRangesAsync()).Count);
    }

    [ContractFact]
    public async Task A_query_in_one_partition_loads_only_that_partition()
    {
        var container = await FilledAsync();
        using var iterator = container.GetItemQueryIterator<Note>(
            "SELECT * FROM c WHERE c.text != 'nothing' OR c.n = -1", requestOptions: Feeds.In("p2", -1));
        var page = await iterator.ReadNextAsync();
        Assert.Equal(Each, page.Count);
        Assert.InRange(page.Diagnostics.GetQueryMetrics().CumulativeMetrics.RetrievedDocumentCount, Each, Each);
    }

    private Task<Container> FilledAsync() => Backend.OnceAsync(nameof(AccessPathContract), async () =>
    {
        var container = await NewContainerAsync("/pk", "access");
        await Task.WhenAll(Enumerable.Range(0, Partitions * Each / 100).Select(async part =>
        {
            var key = $"p{part * 100 / Each}";
            var batch = container.CreateTransactionalBatch(new PartitionKey(key));
            for (var n = part * 100; n < part * 100 + 100; n++)
                batch = batch.CreateItem(new Note($"{n % Each}", key, n, n == 1234 ? "rare" : $"common {n % 10}"));
            using var answer = await batch.ExecuteAsync();
            Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        }));
        return container;
    });
}
