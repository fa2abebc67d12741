using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Keys;

/// <summary>The container of wrapped keys. A key is created once and never changed but by destroying it.</summary>
internal sealed class KeyDocuments(Database database)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private readonly Container _container = database.GetContainer(KeyDocument.Container);

    public async Task<(KeyDocument Document, string ETag)?> FindAsync(KeyPlace place, CancellationToken cancellation)
    {
        using var answer = await _container.ReadItemStreamAsync(place.DocumentId, PartitionOf(place), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return (await ReadAsync(answer.Content, cancellation), answer.Headers.ETag);
    }

    public async Task<IReadOnlyList<KeyDocument>> FindManyAsync(IReadOnlyList<KeyPlace> places, CancellationToken cancellation)
    {
        using var answer = await _container.ReadManyItemsStreamAsync(
            [.. places.Select(place => (place.DocumentId, PartitionOf(place)))], cancellationToken: cancellation);
        answer.EnsureSuccessStatusCode();
        var page = await JsonSerializer.DeserializeAsync<Page>(answer.Content, JsonSerializerOptions.Default, cancellation);
        return [.. page!.Documents.Select(document => document.Deserialize<KeyDocument>(DocumentJson.Options)!)];
    }

    /// <summary>False where there is one already.</summary>
    public async Task<bool> TryCreateAsync(KeyDocument document, CancellationToken cancellation)
    {
        using var answer = await _container.CreateItemStreamAsync(Stream(document), PartitionOf(document.Place()), WithoutContent, cancellation);
        if (answer.StatusCode == HttpStatusCode.Conflict) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>False where it is not any more as it was read.</summary>
    public async Task<bool> TryReplaceAsync(KeyDocument document, string etag, CancellationToken cancellation)
    {
        using var answer = await _container.ReplaceItemStreamAsync(
            Stream(document), document.Id, PartitionOf(document.Place()), new() { IfMatchEtag = etag, EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private static PartitionKey PartitionOf(KeyPlace place) => Partitions.Of(place.TenantId, place.SubjectId);

    private static MemoryStream Stream(KeyDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Options), writable: false);

    private static async Task<KeyDocument> ReadAsync(Stream content, CancellationToken cancellation) =>
        (await JsonSerializer.DeserializeAsync<KeyDocument>(content, DocumentJson.Options, cancellation))!;

    private sealed record Page(IReadOnlyList<JsonElement> Documents);
}
