using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>Dead letters as they are stored.</summary>
/// <param name="replayedLife">Of those that were replayed. All others stay until something is done about them, or their subject is erased.</param>
internal sealed class DeadLetterDocuments(Database database, TimeSpan replayedLife)
{
    private readonly Container _container = database.GetContainer(PlatformContainers.DeadLetters.Name);

    /// <returns>Null where the continuation is not one of this query.</returns>
    public async Task<Page<DeadLetter>?> PageAsync(QueryDefinition query, PartitionKey partition, int size, string? continuation, CancellationToken cancellation)
    {
        using var pages = _container.GetItemQueryStreamIterator(query, continuation, new QueryRequestOptions { PartitionKey = partition, MaxItemCount = size });
        using var answer = await pages.ReadNextAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
        answer.EnsureSuccessStatusCode();
        return new Page<DeadLetter>((await ReadAsync<Found<DeadLetter>>(answer.Content, cancellation)).Documents, answer.ContinuationToken);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(QueryDefinition query, PartitionKey? partition, CancellationToken cancellation)
    {
        using var pages = _container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = partition });
        var found = new List<T>();
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            found.AddRange((await ReadAsync<Found<T>>(answer.Content, cancellation)).Documents);
        }

        return found;
    }

    /// <param name="change">Of what is there, if anything; null leaves it as it is.</param>
    public async Task<DeadLetter?> ChangeAsync(Guid id, SubjectPlace place, Func<DeadLetter?, DeadLetter?> change, CancellationToken cancellation)
    {
        var partition = Partitions.Of(place.TenantId, place.SubjectId);
        while (true)
        {
            using var read = await _container.ReadItemStreamAsync(id.ToString(), partition, cancellationToken: cancellation);
            var isThere = read.StatusCode != HttpStatusCode.NotFound;
            if (isThere) read.EnsureSuccessStatusCode();
            var found = isThere ? await ReadAsync<DeadLetter>(read.Content, cancellation) : null;
            if (change(found) is not { } after) return found;

            using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(Write(after)), writable: false);
            using var written = isThere
                ? await _container.ReplaceItemStreamAsync(content, id.ToString(), partition, new() { IfMatchEtag = read.Headers.ETag }, cancellation)
                : await _container.CreateItemStreamAsync(content, partition, cancellationToken: cancellation);
            if (written.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) continue;
            written.EnsureSuccessStatusCode();
            return after;
        }
    }

    private JsonObject Write(DeadLetter letter)
    {
        var document = DocumentJson.Write(letter);
        if (letter.Status == DeadLetterStatus.Replayed) document["ttl"] = (int)replayedLife.TotalSeconds;
        return document;
    }

    private static async Task<T> ReadAsync<T>(Stream content, CancellationToken cancellation) =>
        (await JsonSerializer.DeserializeAsync<T>(content, DocumentJson.Options, cancellation))!;

    private sealed record Found<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
}
