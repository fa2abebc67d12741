using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects;

/// <summary>What lies in a subject's partition of a container, some of it at a time: however much there is, no more is in memory.</summary>
public sealed class SubjectPartition(Container container, SubjectPlace subject)
{
    /// <summary>The store takes so many operations in a batch.</summary>
    private const int MostInBatch = 100;

    /// <summary>The store is at odds with another write of the same document.</summary>
    private const HttpStatusCode RetryWith = (HttpStatusCode)449;

    private static readonly TransactionalBatchItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private PartitionKey Partition => Partitions.Of(subject.TenantId, subject.SubjectId);

    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<long> CountAsync(string condition, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellation)
    {
        var counted = 0L;
        await foreach (var page in PagesAsync<long>(Query("VALUE COUNT(1)", condition, parameters), cancellation)) counted += page.Sum();
        return counted;
    }

    /// <summary>Pages of whole documents.</summary>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async IAsyncEnumerable<IReadOnlyList<JsonObject>> DocumentsAsync(
        string condition, IReadOnlyDictionary<string, object> parameters, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync<JsonObject>(Query("*", condition, parameters), cancellation)) yield return page;
    }

    /// <summary>Deletes what meets the condition, in batches of which each is done or not. Broken off anywhere, it goes on when it is told again.</summary>
    /// <param name="isCounted">Which of them to count.</param>
    /// <returns>How many of them were to be counted, and how many others there were.</returns>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<(long Counted, long Others)> DeleteAsync(
        string condition, IReadOnlyDictionary<string, object> parameters, Func<string, bool> isCounted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(isCounted);
        var (counted, others) = (0L, 0L);
        // Once more after several pages: what is deleted between two of them may hide something from the next.
        while (true)
        {
            var (pages, isDone) = (0, true);
            await foreach (var page in PagesAsync<Found>(Query($"c.id, {TypeOf} AS type", condition, parameters), cancellation))
            {
                if (page.Count == 0) continue;
                pages++;
                if (await TryDeleteAsync(page, cancellation))
                {
                    var now = page.Count(one => isCounted(one.Type));
                    (counted, others) = (counted + now, others + page.Count - now);
                }
                else
                {
                    // Somebody else has deleted some of them, or their time was over.
                    isDone = false;
                }
            }

            if (isDone && pages <= 1) return (counted, others);
        }
    }

    /// <summary>Makes documents that may be there already.</summary>
    /// <returns>How many were not.</returns>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<int> EnsureAsync(IReadOnlyList<JsonObject> documents, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (documents.Count == 0) return 0;
        var batch = container.CreateTransactionalBatch(Partition);
        foreach (var document in documents) batch.CreateItemStream(Stream(document), WithoutContent);
        using var answer = await batch.ExecuteAsync(cancellation);
        switch (Refusal(answer))
        {
            case null:
                return documents.Count;
            // Those before are not there, or they would be what is refused.
            case (HttpStatusCode.Conflict, var first) when documents.Count > 1:
                var (before, after) = (documents.Take(first).ToList(), documents.Skip(first + 1).ToList());
                return await EnsureAsync(before, cancellation) + await EnsureAsync(after, cancellation);
            case (HttpStatusCode.Conflict, _):
                return 0;
            // Too much for one request.
            case (HttpStatusCode.RequestEntityTooLarge, _) when documents.Count > 1:
                var half = documents.Count / 2;
                return await EnsureAsync([.. documents.Take(half)], cancellation) + await EnsureAsync([.. documents.Skip(half)], cancellation);
            default:
                throw Failure(answer);
        }
    }

    /// <summary>Of a record as well as of its events.</summary>
    internal const string TypeOf = "(c.recordType ?? c.kind ?? '')";

    private async Task<bool> TryDeleteAsync(IReadOnlyList<Found> documents, CancellationToken cancellation)
    {
        var batch = container.CreateTransactionalBatch(Partition);
        foreach (var document in documents) batch.DeleteItem(document.Id);
        using var answer = await batch.ExecuteAsync(cancellation);
        return Refusal(answer) switch
        {
            null => true,
            (HttpStatusCode.NotFound or RetryWith, _) => false,
            _ => throw Failure(answer),
        };
    }

    private async IAsyncEnumerable<IReadOnlyList<T>> PagesAsync<T>(QueryDefinition query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = Partition, MaxItemCount = MostInBatch });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            var page = (await JsonSerializer.DeserializeAsync<Page<T>>(answer.Content, DocumentJson.Options, cancellation))!;
            yield return page.Documents;
        }
    }

    private static QueryDefinition Query(string select, string condition, IReadOnlyDictionary<string, object> parameters) =>
        parameters.Aggregate(new QueryDefinition($"SELECT {select} FROM c WHERE {condition}"), (query, one) => query.WithParameter(one.Key, one.Value));

    /// <summary>What is refused first, and why; null where all is done.</summary>
    private static (HttpStatusCode Status, int Index)? Refusal(TransactionalBatchResponse answer)
    {
        if (answer.IsSuccessStatusCode) return null;
        var first = Enumerable.Range(0, answer.Count).FirstOrDefault(i => answer[i].StatusCode != HttpStatusCode.FailedDependency, -1);
        return (first < 0 ? answer.StatusCode : answer[first].StatusCode, first);
    }

    private static CosmosException Failure(TransactionalBatchResponse answer) =>
        new(answer.ErrorMessage ?? "The batch was refused.", answer.StatusCode, subStatusCode: 0, answer.ActivityId, answer.RequestCharge);

    private static MemoryStream Stream(JsonObject document) => new(JsonSerializer.SerializeToUtf8Bytes(document), writable: false);

    private sealed record Page<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);

    private sealed record Found(string Id, string Type);
}
