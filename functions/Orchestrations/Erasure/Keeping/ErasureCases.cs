using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Orchestrations.Erasure.Keeping;

/// <summary>Erasures, with their certificates and the ledger of them, in the container of what officers did.</summary>
public sealed class ErasureCases(Database database)
{
    private readonly PlatformDocuments _documents = new(database, PlatformContainers.Operations);

    /// <returns>Null where it is new; else the erasure that was there before.</returns>
    public async Task<ErasureCase?> AddAsync(ErasureCase erasure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (await _documents.TryAddAsync(erasure, cancellation)) return null;
        return await FindAsync(erasure.TenantId, erasure.ErasureId, cancellation) ?? throw Gone(erasure.ErasureId);
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public Task<ErasureCase?> FindAsync(string tenantId, Guid erasureId, CancellationToken cancellation) =>
        _documents.FindAsync<ErasureCase>(ErasureCase.DocumentId, tenantId, ErasureCase.SubjectOf(erasureId), cancellation);

    /// <param name="change">Asked again where another has changed it in between; the same where there is nothing to change.</param>
    /// <returns>As it is then.</returns>
    public async Task<ErasureCase> ChangeAsync(string tenantId, Guid erasureId, Func<ErasureCase, ErasureCase> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            var before = await FindAsync(tenantId, erasureId, cancellation) ?? throw Gone(erasureId);
            var after = change(before);
            if (ReferenceEquals(before, after) || await _documents.TryReplaceAsync(after, cancellation)) return after;
        }
    }

    /// <summary>A tenant's, the newest first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<ErasureCase>?> ListAsync(string tenantId, int size, string? continuation, CancellationToken cancellation) => _documents.PageAsync<ErasureCase>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c.requestedAt DESC").WithParameter("@kind", ErasureCase.DocumentKind),
        Partitions.Of(tenantId), size, continuation, cancellation);

    public Task AddAsync(StoredCertificate certificate, CancellationToken cancellation) => _documents.TryAddAsync(certificate, cancellation);

    public Task<StoredCertificate?> FindCertificateAsync(string tenantId, Guid erasureId, CancellationToken cancellation) =>
        _documents.FindAsync<StoredCertificate>(StoredCertificate.DocumentId, tenantId, ErasureCase.SubjectOf(erasureId), cancellation);

    public Task AddAsync(LedgerEntry entry, CancellationToken cancellation) => _documents.TryAddAsync(entry, cancellation);

    public async Task<Page<LedgerEntry>> LedgerAsync(string tenantId, int size, string? continuation, CancellationToken cancellation) =>
        await _documents.PageAsync<LedgerEntry>(new QueryDefinition("SELECT * FROM c"), Partitions.Of(tenantId, LedgerEntry.Subject), size, continuation, cancellation)
        ?? throw new InvalidOperationException("The continuation of the ledger is not its own.");

    public Task AddAsync(ErasureKey key, CancellationToken cancellation) => _documents.TryAddAsync(key, cancellation);

    public Task<ErasureKey?> FindKeyAsync(string tenantId, Guid commandId, CancellationToken cancellation) =>
        _documents.FindAsync<ErasureKey>(ErasureKey.DocumentId, tenantId, ErasureKey.SubjectOf(commandId), cancellation);

    private static InvalidOperationException Gone(Guid erasureId) => new($"The erasure {erasureId} was there and is gone.");
}
