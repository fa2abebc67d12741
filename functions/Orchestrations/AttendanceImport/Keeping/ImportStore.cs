using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

/// <summary>
/// The documents of imports, in a container whose documents expire. Each is made once: whoever makes it again finds it as it
/// is, so that an import which broke off anywhere goes on when it is sent again.
/// </summary>
public sealed class ImportStore(Database database)
{
    private readonly PlatformDocuments _documents = new(database, PlatformContainers.Imports);

    /// <returns>Null where it is new; else the import that was there before.</returns>
    public async Task<ImportDocument?> AddAsync(ImportDocument import, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (await _documents.TryAddAsync(import, cancellation)) return null;
        return await FindAsync(import.TenantId, import.ImportId, cancellation) ?? throw new InvalidOperationException($"The import {import.ImportId} was there and is gone.");
    }

    public Task AddAsync(ImportPart part, CancellationToken cancellation) => _documents.TryAddAsync(part, cancellation);

    /// <summary>Null where the tenant has none of this id.</summary>
    public Task<ImportDocument?> FindAsync(string tenantId, Guid importId, CancellationToken cancellation) =>
        _documents.FindAsync<ImportDocument>(ImportDocument.DocumentId, tenantId, ImportDocument.SubjectOf(importId), cancellation);

    public Task<ImportPart?> FindPartAsync(string tenantId, Guid importId, int number, CancellationToken cancellation) =>
        _documents.FindAsync<ImportPart>(ImportPart.IdOf(number), tenantId, ImportDocument.SubjectOf(importId), cancellation);

    /// <returns>False where another has replaced it since it was read.</returns>
    public Task<bool> TryReplaceAsync(ImportPart part, CancellationToken cancellation) => _documents.TryReplaceAsync(part, cancellation);

    /// <summary>Whoever comes later says the same: an import ends in one way.</summary>
    public Task EndAsync(ImportDocument import, CancellationToken cancellation) => _documents.PutAsync(import, cancellation);

    /// <summary>A tenant's, the newest first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<ImportDocument>?> ListAsync(string tenantId, int size, string? continuation, CancellationToken cancellation) => _documents.PageAsync<ImportDocument>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c.acceptedAt DESC").WithParameter("@kind", ImportDocument.DocumentKind),
        Partitions.Of(tenantId), size, continuation, cancellation);
}
