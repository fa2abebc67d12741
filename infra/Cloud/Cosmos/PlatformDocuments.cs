using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>A document that is no domain's record: it is found by these, and written as JSON like any other.</summary>
public interface IPlatformDocument
{
    string Id { get; }

    string TenantId { get; }

    string SubjectId { get; }
}

/// <summary>One that is changed by whoever has read it last.</summary>
public interface IReplaceableDocument : IPlatformDocument
{
    /// <summary>As the store names it, so that it comes with the document: <c>_etag</c>. Null for one that was not read.</summary>
    string? ETag { get; }
}

/// <summary>
/// The documents of a container that belongs to no domain: made once, and replaced only by whoever has read them as they are. All
/// throw <see cref="CosmosException"/> where the store does not answer.
/// </summary>
public sealed class PlatformDocuments(Container container)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    public PlatformDocuments(Database database, ContainerDeclaration declared)
        : this(database.GetContainer(declared.Name))
    {
    }

    /// <returns>Null where there is none.</returns>
    public async Task<T?> FindAsync<T>(string id, string tenantId, string subjectId, CancellationToken cancellation)
        where T : class, IPlatformDocument
    {
        using var answer = await container.ReadItemStreamAsync(id, Partitions.Of(tenantId, subjectId), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await JsonSerializer.DeserializeAsync<T>(answer.Content, DocumentJson.Options, cancellation);
    }

    /// <returns>False where it is there already.</returns>
    public async Task<bool> TryAddAsync<T>(T document, CancellationToken cancellation)
        where T : class, IPlatformDocument
    {
        using var content = Stream(document);
        using var answer = await container.CreateItemStreamAsync(content, PartitionOf(document), WithoutContent, cancellation);
        if (answer.StatusCode == HttpStatusCode.Conflict) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <returns>False where another has replaced it since it was read, or removed it.</returns>
    /// <exception cref="ArgumentException">It was not read, and might replace what it has not seen.</exception>
    public async Task<bool> TryReplaceAsync<T>(T document, CancellationToken cancellation)
        where T : class, IReplaceableDocument
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.ETag is not { } etag) throw new ArgumentException("What is replaced must have been read.", nameof(document));
        using var content = Stream(document);
        using var answer = await container.ReplaceItemStreamAsync(
            content, document.Id, PartitionOf(document), new() { IfMatchEtag = etag, EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Whatever is there: for documents that say the same, whoever writes them.</summary>
    public async Task PutAsync<T>(T document, CancellationToken cancellation)
        where T : class, IPlatformDocument
    {
        using var content = Stream(document);
        using var answer = await container.UpsertItemStreamAsync(content, PartitionOf(document), WithoutContent, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>None is as good.</summary>
    public async Task RemoveAsync(IPlatformDocument document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var answer = await container.DeleteItemStreamAsync(document.Id, PartitionOf(document), cancellationToken: cancellation);
        if (answer.StatusCode != HttpStatusCode.NotFound) answer.EnsureSuccessStatusCode();
    }

    /// <returns>False where another has replaced it since it was read, or removed it.</returns>
    /// <exception cref="ArgumentException">It was not read, and might remove what it has not seen.</exception>
    public async Task<bool> TryRemoveAsync(IReplaceableDocument document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.ETag is not { } etag) throw new ArgumentException("What is removed must have been read.", nameof(document));
        using var answer = await container.DeleteItemStreamAsync(document.Id, PartitionOf(document), new() { IfMatchEtag = etag }, cancellation);
        if (answer.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <param name="partition">Null for all.</param>
    /// <param name="continuation">Of the page before.</param>
    /// <returns>Null where the continuation is not one of this query.</returns>
    public async Task<Page<T>?> PageAsync<T>(QueryDefinition query, PartitionKey? partition, int size, string? continuation, CancellationToken cancellation)
    {
        using var pages = container.GetItemQueryStreamIterator(query, continuation, new QueryRequestOptions { PartitionKey = partition, MaxItemCount = size });
        // A page of a query may be empty before the last.
        while (true)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
            answer.EnsureSuccessStatusCode();
            var found = (await JsonSerializer.DeserializeAsync<Found<T>>(answer.Content, DocumentJson.Options, cancellation))!.Documents;
            if (found.Count > 0 || !pages.HasMoreResults) return new Page<T>(found, answer.ContinuationToken);
        }
    }

    /// <summary>All of them, page by page, so that memory does not grow with them.</summary>
    /// <param name="partition">Null for all.</param>
    public async IAsyncEnumerable<T> QueryAsync<T>(QueryDefinition query, PartitionKey? partition, int size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = partition, MaxItemCount = size });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            foreach (var document in (await JsonSerializer.DeserializeAsync<Found<T>>(answer.Content, DocumentJson.Options, cancellation))!.Documents) yield return document;
        }
    }

    private static PartitionKey PartitionOf(IPlatformDocument document) => Partitions.Of(document.TenantId, document.SubjectId);

    private static MemoryStream Stream<T>(T document) => new(JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Options), writable: false);

    private sealed record Found<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
}
