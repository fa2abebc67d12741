using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Archives;

/// <summary>What is in archives: by subject, and by archival. All throw <see cref="CosmosException"/> where the store does not answer.</summary>
public sealed class ArchiveIndex(Database database)
{
    private const int PageSize = 50;
    private const string RecordCount = "VALUE ARRAY_LENGTH(c.records)";

    private readonly PlatformDocuments _documents = new(database, PlatformContainers.Archives);

    public Task PutAsync(ArchiveEntry entry, CancellationToken cancellation) => _documents.PutAsync(entry, cancellation);

    public Task PutAsync(ArchivePart part, CancellationToken cancellation) => _documents.PutAsync(part, cancellation);

    /// <returns>False where it is there already.</returns>
    public Task<bool> TryAddAsync(ArchivePart part, CancellationToken cancellation) => _documents.TryAddAsync(part, cancellation);

    /// <summary>What there is of a subject.</summary>
    public IAsyncEnumerable<ArchiveEntry> EntriesAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind").WithParameter("@kind", ArchiveEntry.EntryKind);
        return _documents.QueryAsync<ArchiveEntry>(query, Partitions.Of(subject.TenantId, subject.SubjectId), PageSize, cancellation);
    }

    /// <summary>What there is of all subjects in one blob.</summary>
    /// <param name="part">Its id.</param>
    public IAsyncEnumerable<ArchiveEntry> EntriesAsync(string tenantId, string part, CancellationToken cancellation) => _documents.QueryAsync<ArchiveEntry>(
        new QueryDefinition("SELECT * FROM c WHERE c.id = @id AND c.kind = @kind").WithParameter("@id", part).WithParameter("@kind", ArchiveEntry.EntryKind),
        Partitions.Of(tenantId),
        PageSize,
        cancellation);

    /// <summary>What there is of a subject's records of a container.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<ArchiveEntry>?> PageAsync(SubjectPlace subject, string container, int size, string? continuation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return _documents.PageAsync<ArchiveEntry>(Of("*", container), Partitions.Of(subject.TenantId, subject.SubjectId), size, continuation, cancellation);
    }

    /// <summary>What one archival has moved, of all subjects.</summary>
    /// <inheritdoc cref="PageAsync(SubjectPlace, string, int, string?, CancellationToken)"/>
    public Task<Page<ArchiveEntry>?> PageAsync(string tenantId, Guid archivalId, string container, int size, string? continuation, CancellationToken cancellation) =>
        _documents.PageAsync<ArchiveEntry>(By("*", container, archivalId), Partitions.Of(tenantId), size, continuation, cancellation);

    /// <summary>Records of a subject in a container that are archived.</summary>
    public Task<long> CountAsync(SubjectPlace subject, string container, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return SumAsync(Of(RecordCount, container), Partitions.Of(subject.TenantId, subject.SubjectId), cancellation);
    }

    /// <summary>Records that one archival has moved and that are archived still.</summary>
    public Task<long> CountAsync(string tenantId, Guid archivalId, string container, CancellationToken cancellation) =>
        SumAsync(By(RecordCount, container, archivalId), Partitions.Of(tenantId), cancellation);

    /// <returns>Null where there is none.</returns>
    public Task<ArchiveEntry?> FindEntryAsync(string tenantId, string subjectId, string id, CancellationToken cancellation) =>
        _documents.FindAsync<ArchiveEntry>(id, tenantId, subjectId, cancellation);

    /// <summary>The blobs with archives of a container's records, of all tenants, one after the other.</summary>
    /// <param name="continuation">Of what was read before; null for the first.</param>
    /// <returns>One, or none on the last page. Null where the continuation is not one of this list.</returns>
    public Task<Page<ArchivePart>?> PartAsync(string container, string? continuation, CancellationToken cancellation) => _documents.PageAsync<ArchivePart>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind AND c.container = @container").WithParameter("@kind", ArchivePart.PartKind).WithParameter("@container", container),
        partition: null,
        size: 1,
        continuation,
        cancellation);

    /// <summary>Those that one archival has made.</summary>
    public IAsyncEnumerable<ArchivePart> PartsAsync(string tenantId, Guid archivalId, CancellationToken cancellation) => _documents.QueryAsync<ArchivePart>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind").WithParameter("@kind", ArchivePart.PartKind), Partitions.Of(tenantId, archivalId.ToString()), PageSize, cancellation);

    /// <returns>Null where there is none.</returns>
    public Task<ArchivePart?> FindPartAsync(string tenantId, Guid archivalId, string id, CancellationToken cancellation) =>
        _documents.FindAsync<ArchivePart>(id, tenantId, archivalId.ToString(), cancellation);

    /// <returns>False where another has replaced it since it was read.</returns>
    public Task<bool> TryReplaceAsync(ArchivePart part, CancellationToken cancellation) => _documents.TryReplaceAsync(part, cancellation);

    /// <summary>None is as good.</summary>
    public Task RemoveAsync(ArchivePart part, CancellationToken cancellation) => _documents.RemoveAsync(part, cancellation);

    /// <summary>The archival has done with the blob: its records are in their place, or in the blob. Before, it may be about to write the one or remove the other.</summary>
    public async Task<bool> IsSettledAsync(ArchiveEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return await FindPartAsync(entry.TenantId, entry.ArchivalId, entry.Id, cancellation) is { RemovedAt: not null };
    }

    /// <summary>None is as good.</summary>
    public Task RemoveAsync(ArchiveEntry entry, CancellationToken cancellation) => _documents.RemoveAsync(entry, cancellation);

    /// <summary>Notes that records of a blob were blanked. Its hash is what the blob has now, whoever changed it last.</summary>
    /// <param name="hash">Asks the blob; null where it is gone.</param>
    public async Task NoteAsync(ArchiveEntry entry, int blanked, Func<Task<string?>> hash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await NoteAsync(entry.TenantId, entry.ArchivalId, entry.Id, blanked, hash, cancellation);
    }

    /// <inheritdoc cref="NoteAsync(ArchiveEntry, int, Func{Task{string?}}, CancellationToken)"/>
    public async Task NoteAsync(ArchivePart part, int blanked, Func<Task<string?>> hash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        await NoteAsync(part.TenantId, Guid.Parse(part.SubjectId), part.Id, blanked, hash, cancellation);
    }

    private async Task NoteAsync(string tenantId, Guid archivalId, string id, int blanked, Func<Task<string?>> hash, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(hash);
        // Where there is none, the archival has not come so far, or its time is over.
        while (await FindPartAsync(tenantId, archivalId, id, cancellation) is { } part)
        {
            if (await hash() is not { } now || part.Sha256 == now) return;
            if (await _documents.TryReplaceAsync(part with { Sha256 = now, Blanked = part.Blanked + blanked }, cancellation)) return;
        }
    }

    private static QueryDefinition Of(string select, string container) =>
        new QueryDefinition($"SELECT {select} FROM c WHERE c.kind = @kind AND c.container = @container").WithParameter("@kind", ArchiveEntry.EntryKind).WithParameter("@container", container);

    /// <summary>By their ids, which begin with the archival's.</summary>
    private static QueryDefinition By(string select, string container, Guid archivalId) => new QueryDefinition($"SELECT {select} FROM c WHERE c.kind = @kind AND STARTSWITH(c.id, @archival)")
        .WithParameter("@kind", ArchiveEntry.EntryKind).WithParameter("@archival", ArchivePart.PrefixOf(container, archivalId));

    private async Task<long> SumAsync(QueryDefinition query, PartitionKey partition, CancellationToken cancellation)
    {
        var sum = 0L;
        await foreach (var records in _documents.QueryAsync<long>(query, partition, PageSize, cancellation)) sum += records;
        return sum;
    }
}
