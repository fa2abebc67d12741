using System.Linq.Expressions;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Linq;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>
/// Generated queries over generated documents: the SDK's LINQ provider and LINQ to objects must agree.
/// A failure names its seed; the same seed makes the same documents and the same queries.
/// </summary>
public abstract class DifferentialContract(Backend backend) : Contract(backend)
{
    private const int QueriesPerSeed = 40;

    [ContractTheory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    [InlineData(4000)]
    public async Task Generated_queries_give_what_they_give_in_memory(int seed)
    {
        var random = new Rnd((ulong)seed);
        var samples = Samples.Document.ListOf(80).Sample(20, random, 1)[0]
            .Select((sample, i) => sample with { Id = $"{i}" }).ToList();
        var queries = Samples.Query.Sample(20, random, QueriesPerSeed);

        var container = await NewContainerAsync();
        await Task.WhenAll(samples.Select(sample => container.CreateItemAsync(sample)));

        foreach (var (number, query) in queries.Index())
        {
            var expected = query.Apply(samples.AsQueryable()).Select(sample => sample.Id).ToList();
            var options = new QueryRequestOptions
            {
                MaxItemCount = query.PageSize,
                PartitionKey = query.Key is null ? null : new PartitionKey(query.Key),
            };
            var actual = await query.Apply(container.GetItemLinqQueryable<Sample>(requestOptions: options))
                .Select(sample => sample.Id).ToFeedIterator().DrainAsync();
            Assert.True(
                expected.SequenceEqual(actual),
                $"Seed {seed}, query {number}: {query}\nin memory {string.Join(' ', expected)}\nservice   {string.Join(' ', actual)}");
        }
    }
}

public sealed record Sample(string Id, string Pk, int N, int Rank, double X, string S, bool B, string[] Tags, Inner O);

public sealed record Inner(string City, int Level);

/// <param name="Key">The only logical partition that is asked, or null for all.</param>
/// <param name="Skip">Null: no OFFSET and LIMIT.</param>
public sealed record SampleQuery(
    Expression<Func<Sample, bool>> Filter, bool Descending, bool ByText, string? Key, int? Skip, int Take, int PageSize)
{
    public IQueryable<Sample> Apply(IQueryable<Sample> source)
    {
        var filtered = source.Where(Filter);
        if (Key is not null)
            filtered = filtered.Where(sample => sample.Pk == Key);
        // Rank is different for every document, so the order is total and rows can be compared one by one.
        var sorted = (ByText, Descending) switch
        {
            (false, false) => filtered.OrderBy(sample => sample.Rank),
            (false, true) => filtered.OrderByDescending(sample => sample.Rank),
            (true, false) => filtered.OrderBy(sample => sample.S).ThenBy(sample => sample.Rank),
            (true, true) => filtered.OrderByDescending(sample => sample.S).ThenByDescending(sample => sample.Rank),
        };
        return Skip is { } skip ? sorted.Skip(skip).Take(Take) : sorted;
    }
}
