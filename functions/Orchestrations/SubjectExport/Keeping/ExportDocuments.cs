using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Orchestrations.SubjectExport.Keeping;

/// <summary>What is kept of exports, beside what else officers did about the same person.</summary>
public sealed class ExportDocuments(Database database)
{
    private readonly PlatformDocuments _documents = new(database, PlatformContainers.Operations);

    /// <returns>The export as it is kept, and whether it was there before.</returns>
    public async Task<(ExportDocument Export, bool IsRepeated)> AddAsync(ExportDocument export, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(export);
        return await _documents.TryAddAsync(export, cancellation)
            ? (export, false)
            : (await FindAsync(export.Place, cancellation) ?? throw new InvalidOperationException($"The export {export.Id} was there and is gone."), true);
    }

    /// <summary>Null where the person has none of this id.</summary>
    public Task<ExportDocument?> FindAsync(SubjectExportPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        return _documents.FindAsync<ExportDocument>(place.ExportId.ToString(), place.TenantId, place.PersonId.ToString(), cancellation);
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<ExportDocument?> FindAsync(string tenantId, Guid exportId, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.id = @id AND c.kind = @kind").WithParameter("@id", exportId.ToString()).WithParameter("@kind", ExportDocument.DocumentKind);
        return (await _documents.PageAsync<ExportDocument>(query, Partitions.Of(tenantId), size: 1, continuation: null, cancellation))?.Items.SingleOrDefault();
    }

    /// <summary>A person's, what was changed last first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<ExportDocument>?> ListAsync(string tenantId, Guid personId, int size, string? continuation, CancellationToken cancellation) => _documents.PageAsync<ExportDocument>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c._ts DESC").WithParameter("@kind", ExportDocument.DocumentKind),
        Partitions.Of(tenantId, personId.ToString()), size, continuation, cancellation);

    /// <returns>False where another has replaced it since it was read.</returns>
    public Task<bool> TryReplaceAsync(ExportDocument export, CancellationToken cancellation) => _documents.TryReplaceAsync(export, cancellation);
}
