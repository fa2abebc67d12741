using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>What is in archives: by subject, and by archival. All throw <see cref="CosmosException"/> where the store does not answer.</summary>
public sealed class ArchiveIndex(Database database)
{
    private const int PageSize = 50;

    private Container Container => database.GetContainer(PlatformContainers.Archives.Name);

    public Task PutAsync(ArchiveEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return PutAsync(DocumentJson.Write(entry), entry.TenantId, entry.SubjectId, cancellation);
    }

    public Task PutAsync(ArchivePart part, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        return PutAsync(DocumentJson.Write(part), part.TenantId, part.SubjectId, cancellation);
    }

    /// <summary>What there is of a subject.</summary>
    public IAsyncEnumerable<ArchiveEntry> EntriesAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind").WithParameter("@kind", ArchiveEntry.EntryKind);
        return QueryAsync<ArchiveEntry>(query, Partitions.Of(subject.TenantId, subject.SubjectId), cancellation);
    }

    /// <summary>The blobs with archives of a container's records, of all tenants, or those of one archival.</summary>
    public IAsyncEnumerable<ArchivePart> PartsAsync(string container, CancellationToken cancellation) => QueryAsync<ArchivePart>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind AND c.container = @container").WithParameter("@kind", ArchivePart.PartKind).WithParameter("@container", container),
        partition: null,
        cancellation);

    /// <inheritdoc cref="PartsAsync(string, CancellationToken)"/>
    public IAsyncEnumerable<ArchivePart> PartsAsync(string tenantId, Guid archivalId, CancellationToken cancellation) => QueryAsync<ArchivePart>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind").WithParameter("@kind", ArchivePart.PartKind), Partitions.Of(tenantId, archivalId.ToString()), cancellation);

    /// <returns>Null where there is none.</returns>
    public async Task<ArchivePart?> FindPartAsync(string tenantId, Guid archivalId, string id, CancellationToken cancellation)
    {
        using var answer = await Container.ReadItemStreamAsync(id, Partitions.Of(tenantId, archivalId.ToString()), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return DocumentJson.Read<ArchivePart>((await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, cancellationToken: cancellation))!);
    }

    /// <summary>None is as good.</summary>
    public async Task RemoveAsync(ArchiveEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using var answer = await Container.DeleteItemStreamAsync(entry.Id, Partitions.Of(entry.TenantId, entry.SubjectId), cancellationToken: cancellation);
        if (answer.StatusCode != HttpStatusCode.NotFound) answer.EnsureSuccessStatusCode();
    }

    /// <summary>Notes that records of a blob were blanked. Its hash is what the blob has now, whoever changed it last.</summary>
    /// <param name="hash">Asks the blob; null where it is gone.</param>
    public async Task NoteAsync(ArchiveEntry entry, int blanked, Func<Task<string?>> hash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(hash);
        var partition = Partitions.Of(entry.TenantId, entry.ArchivalId.ToString());
        while (true)
        {
            using var read = await Container.ReadItemStreamAsync(entry.Id, partition, cancellationToken: cancellation);
            // The archival has not come so far, or its time is over.
            if (read.StatusCode == HttpStatusCode.NotFound) return;
            read.EnsureSuccessStatusCode();
            var part = DocumentJson.Read<ArchivePart>((await JsonSerializer.DeserializeAsync<JsonObject>(read.Content, cancellationToken: cancellation))!);
            if (await hash() is not { } now) return;
            if (part.Sha256 == now) return;
            using var content = Stream(DocumentJson.Write(part with { Sha256 = now, Blanked = part.Blanked + blanked }));
            using var replaced = await Container.ReplaceItemStreamAsync(
                content, part.Id, partition, new() { IfMatchEtag = read.Headers.ETag, EnableContentResponseOnWrite = false }, cancellation);
            if (replaced.StatusCode == HttpStatusCode.PreconditionFailed) continue;
            replaced.EnsureSuccessStatusCode();
            return;
        }
    }

    private async Task PutAsync(JsonObject document, string tenantId, string subjectId, CancellationToken cancellation)
    {
        using var content = Stream(document);
        using var answer = await Container.UpsertItemStreamAsync(content, Partitions.Of(tenantId, subjectId), new() { EnableContentResponseOnWrite = false }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private async IAsyncEnumerable<T> QueryAsync<T>(QueryDefinition query, PartitionKey? partition, [EnumeratorCancellation] CancellationToken cancellation)
        where T : class
    {
        using var pages = Container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = partition, MaxItemCount = PageSize });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            foreach (var document in (await JsonSerializer.DeserializeAsync<Found>(answer.Content, cancellationToken: cancellation))!.Documents)
                yield return DocumentJson.Read<T>(document);
        }
    }

    private static MemoryStream Stream(JsonObject document) => new(JsonSerializer.SerializeToUtf8Bytes(document), writable: false);

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Documents);
}
