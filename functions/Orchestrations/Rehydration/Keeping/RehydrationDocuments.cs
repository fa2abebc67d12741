using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Orchestrations.Rehydration.Keeping;

/// <summary>What is kept of rehydrations, beside what else officers did.</summary>
public sealed class RehydrationDocuments(Database database)
{
    private readonly PlatformDocuments _documents = new(database, PlatformContainers.Operations);

    /// <returns>The rehydration as it is kept, and whether it was there before.</returns>
    public async Task<(RehydrationDocument Rehydration, bool IsRepeated)> AddAsync(RehydrationDocument rehydration, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rehydration);
        return await _documents.TryAddAsync(rehydration, cancellation)
            ? (rehydration, false)
            : (await FindAsync(rehydration.Place, cancellation) ?? throw new InvalidOperationException($"The rehydration {rehydration.Id} was there and is gone."), true);
    }

    public Task<RehydrationDocument?> FindAsync(RehydrationPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        return _documents.FindAsync<RehydrationDocument>(place.RehydrationId.ToString(), place.TenantId, place.SubjectId, cancellation);
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<RehydrationDocument?> FindAsync(string tenantId, Guid rehydrationId, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.id = @id AND c.kind = @kind")
            .WithParameter("@id", rehydrationId.ToString()).WithParameter("@kind", RehydrationDocument.DocumentKind);
        return (await _documents.PageAsync<RehydrationDocument>(query, Partitions.Of(tenantId), size: 1, continuation: null, cancellation))?.Items.SingleOrDefault();
    }

    /// <summary>What was changed last first.</summary>
    /// <param name="personId">Null for the whole tenant's.</param>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<RehydrationDocument>?> ListAsync(string tenantId, Guid? personId, int size, string? continuation, CancellationToken cancellation) =>
        _documents.PageAsync<RehydrationDocument>(
            new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c._ts DESC").WithParameter("@kind", RehydrationDocument.DocumentKind),
            personId is { } person ? Partitions.Of(tenantId, person.ToString()) : Partitions.Of(tenantId),
            size,
            continuation,
            cancellation);

    /// <returns>False where another has replaced it since it was read.</returns>
    public Task<bool> TryReplaceAsync(RehydrationDocument rehydration, CancellationToken cancellation) => _documents.TryReplaceAsync(rehydration, cancellation);
}
