using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Orchestrations.Archival.Keeping;

/// <summary>What is kept of archivals, beside what else operators did.</summary>
public sealed class ArchivalDocuments(Database database)
{
    private readonly PlatformDocuments _documents = new(database, PlatformContainers.Operations);

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<ArchivalDocument?> FindAsync(ArchivalPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        var found = await _documents.FindAsync<ArchivalDocument>(place.ArchivalId.ToString(), place.TenantId, ArchivalDocument.Subject, cancellation);
        return found is { Kind: ArchivalDocument.DocumentKind } ? found : null;
    }

    /// <returns>The archival as it is kept, and whether it was there before.</returns>
    public async Task<(ArchivalDocument Archival, bool IsRepeated)> AddAsync(ArchivalDocument archival, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(archival);
        return await _documents.TryAddAsync(archival, cancellation)
            ? (archival, false)
            : (await FindAsync(archival.Place, cancellation) ?? throw new InvalidOperationException($"The archival {archival.Id} was there and is gone."), true);
    }

    /// <param name="change">Asked again where another has changed it in between; the same where there is nothing to change.</param>
    /// <returns>As it is then; null where there is none.</returns>
    public async Task<ArchivalDocument?> ChangeAsync(ArchivalPlace place, Func<ArchivalDocument, ArchivalDocument> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (await FindAsync(place, cancellation) is { } before)
        {
            var after = change(before);
            if (ReferenceEquals(before, after) || await _documents.TryReplaceAsync(after, cancellation)) return after;
        }

        return null;
    }

    /// <summary>A tenant's, the newest first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<ArchivalDocument>?> ListAsync(string tenantId, int size, string? continuation, CancellationToken cancellation) => _documents.PageAsync<ArchivalDocument>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c.requestedAt DESC").WithParameter("@kind", ArchivalDocument.DocumentKind),
        Partitions.Of(tenantId, ArchivalDocument.Subject), size, continuation, cancellation);

    /// <summary>Whose turn it is; null where nobody's.</summary>
    public Task<ArchivalTurn?> FindTurnAsync(string tenantId, string domain, CancellationToken cancellation) =>
        _documents.FindAsync<ArchivalTurn>(ArchivalTurn.IdOf(domain), tenantId, ArchivalDocument.Subject, cancellation);

    /// <param name="before">Whose it was; null where it was nobody's.</param>
    /// <returns>False where another was faster, or whoever had it has given it back.</returns>
    public Task<bool> TryTakeTurnAsync(ArchivalTurn turn, ArchivalTurn? before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return before is null ? _documents.TryAddAsync(turn, cancellation) : _documents.TryReplaceAsync(turn with { ETag = before.ETag }, cancellation);
    }

    /// <summary>Nobody else's turn ends by it.</summary>
    public async Task EndTurnAsync(ArchivalPlace place, string domain, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (await FindTurnAsync(place.TenantId, domain, cancellation) is { } turn && turn.ArchivalId == place.ArchivalId) await _documents.TryRemoveAsync(turn, cancellation);
    }
}
