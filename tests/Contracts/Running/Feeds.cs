using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Serverless.Contracts.Running;

/// <summary>Reading feeds to their end.</summary>
public static class Feeds
{
    public static async Task<List<T>> DrainAsync<T>(this FeedIterator<T> iterator)
    {
        using (iterator)
        {
            var all = new List<T>();
            while (iterator.HasMoreResults)
                all.AddRange(await iterator.ReadNextAsync());
            return all;
        }
    }

    /// <summary>A change feed never ends, so this reads until nothing is new.</summary>
    public static async Task<List<T>> DrainChangesAsync<T>(this FeedIterator<T> iterator)
    {
        using (iterator)
            return (await iterator.ReadChangesAsync()).Items;
    }

    /// <summary>What is new, and the token to continue from; the iterator stays open.</summary>
    public static async Task<(List<T> Items, string Token)> ReadChangesAsync<T>(this FeedIterator<T> iterator)
    {
        var all = new List<T>();
        while (true)
        {
            var page = await iterator.ReadNextAsync();
            if (page.StatusCode == HttpStatusCode.NotModified)
                return (all, page.ContinuationToken);
            all.AddRange(page);
        }
    }

    /// <summary>Page by page, each page by a new iterator that knows only the last continuation token.</summary>
    public static async Task<List<List<T>>> ResumeAsync<T>(Func<string?, FeedIterator<T>> open)
    {
        var pages = new List<List<T>>();
        string? token = null;
        do
        {
            using var iterator = open(token);
            var page = await iterator.ReadNextAsync();
            pages.Add([.. page]);
            Assert.True(pages.Count < 10_000, "The continuation tokens never end.");
            token = page.ContinuationToken;
        }
        while (token is not null);
        return pages;
    }

    public static Task<List<JsonNode?>> QueryAsync(this Container container, string text, string? key = null) =>
        container.QueryAsync<JsonNode?>(new QueryDefinition(text), key);

    public static Task<List<T>> QueryAsync<T>(this Container container, string text, string? key = null) =>
        container.QueryAsync<T>(new QueryDefinition(text), key);

    public static Task<List<T>> QueryAsync<T>(this Container container, QueryDefinition query, string? key = null) =>
        container.GetItemQueryIterator<T>(query, requestOptions: In(key)).DrainAsync();

    /// <summary>One logical partition, or all of them.</summary>
    public static QueryRequestOptions In(string? key, int? pageSize = null) =>
        new() { PartitionKey = key is null ? null : new PartitionKey(key), MaxItemCount = pageSize };
}
