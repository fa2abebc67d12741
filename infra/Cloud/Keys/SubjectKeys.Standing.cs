using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>What may be done with a subject's data.</summary>
public sealed partial class SubjectKeys
{
    /// <summary>As it was <see cref="KeyOptions.CacheLifetime"/> ago at the earliest; as it is, where this process has changed it.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<SubjectStanding> StandingAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var place = PlaceOf(tenantId, subjectId);
        return await _cache.GetAsync(tenantId, subjectId, () => LoadAsync(place), cancellation) ?? SubjectStanding.None;
    }

    /// <summary>Of many subjects of a tenant, in few requests; those of whom nothing is known are missing.</summary>
    /// <inheritdoc cref="StandingAsync"/>
    public async Task<IReadOnlyDictionary<string, SubjectStanding>> StandingsAsync(
        string tenantId, IEnumerable<string> subjectIds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subjectIds);
        var found = new Dictionary<string, SubjectStanding>();
        var missing = new List<KeyPlace>();
        foreach (var subjectId in subjectIds.Distinct())
        {
            if (_cache.Find(tenantId, subjectId) is not { } loading) missing.Add(PlaceOf(tenantId, subjectId));
            else if (await loading.WaitAsync(cancellation) is { } standing) found.Add(subjectId, standing);
        }

        if (missing.Count == 0) return found;
        var since = time.GetUtcNow();
        var documents = await _documents.FindManyAsync(missing, cancellation);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Unwrapping, CancellationToken = cancellation };
        await Parallel.ForEachAsync(documents, limit, async (document, token) =>
        {
            var standing = await OpenAsync(document, token);
            _cache.Put(tenantId, document.SubjectId, standing, since);
            lock (found) found.Add(document.SubjectId, standing);
        });
        return found;
    }

    /// <summary>As it is, for who must be certain.</summary>
    /// <inheritdoc cref="StandingAsync"/>
    public async Task<SubjectStanding> ReadStandingAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var since = time.GetUtcNow();
        if (await _documents.FindAsync(PlaceOf(tenantId, subjectId), cancellation) is not { } found) return SubjectStanding.None;
        var standing = StandingOf(found.Document, await KeyOfAsync(found.Document, cancellation));
        _cache.Put(tenantId, subjectId, standing, since);
        return standing;
    }

    /// <summary>Whether a restriction stands at this moment: asked where it is stored, and without the key, which whoever only moves data does not need.</summary>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<bool> IsRestrictedAsync(string tenantId, string subjectId, CancellationToken cancellation) =>
        await _documents.FindAsync(PlaceOf(tenantId, subjectId), cancellation) is { Document.Restrictions.Count: > 0 };

    /// <summary>
    /// Keeps the subject's data from being processed until this restriction, and every other, has ended. Can be repeated, and be
    /// done before there is a key. Nothing is left to be restricted of whom was erased.
    /// </summary>
    /// <param name="ground">A code.</param>
    /// <exception cref="CosmosException">Nothing is known: it may stand or not. Repeat it.</exception>
    public Task<SubjectStanding> RestrictAsync(string tenantId, string subjectId, Guid restrictionId, string ground, CancellationToken cancellation) =>
        ChangeAsync(tenantId, subjectId, before => before.Restrictions?.Any(one => one.Id == restrictionId) == true
            ? before
            : before with { Restrictions = [.. before.Restrictions ?? [], new(restrictionId, ground, time.GetUtcNow())] }, cancellation);

    /// <summary>Can be repeated; ending what does not stand changes nothing.</summary>
    /// <inheritdoc cref="RestrictAsync"/>
    public Task<SubjectStanding> EndRestrictionAsync(string tenantId, string subjectId, Guid restrictionId, CancellationToken cancellation) =>
        ChangeAsync(tenantId, subjectId, before => before.Restrictions?.Any(one => one.Id == restrictionId) != true
            ? before
            : before with { Restrictions = [.. before.Restrictions.Where(one => one.Id != restrictionId)] }, cancellation);

    /// <summary>Notes what the subject's consent stands for.</summary>
    /// <param name="consents">All of it, by name.</param>
    /// <inheritdoc cref="RestrictAsync"/>
    public Task<SubjectStanding> ConsentAsync(string tenantId, string subjectId, IReadOnlyCollection<string> consents, CancellationToken cancellation) =>
        ChangeAsync(tenantId, subjectId, before => (before.Consents ?? []).ToHashSet(StringComparer.Ordinal).SetEquals(consents)
            ? before
            : before with { Consents = [.. consents.Order(StringComparer.Ordinal)] }, cancellation);

    /// <summary>The standing with a key, which is made where there is none.</summary>
    /// <exception cref="SubjectKeyDestroyedException">The subject was erased.</exception>
    internal async Task<SubjectStanding> EnsureAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var place = PlaceOf(tenantId, subjectId);
        while (true)
        {
            var standing = await _cache.GetAsync(tenantId, subjectId, () => LoadOrCreateAsync(place), cancellation);
            if (standing?.DestroyedAt is { } at) throw new SubjectKeyDestroyedException(at);
            if (standing?.Key is not null) return standing;
            // Somebody has looked, and there was none.
            if (standing is not null) _cache.Put(tenantId, subjectId, (await LoadOrCreateAsync(place))!, time.GetUtcNow());
        }
    }

    /// <param name="change">The very same document where nothing is to be changed.</param>
    private async Task<SubjectStanding> ChangeAsync(string tenantId, string subjectId, Func<KeyDocument, KeyDocument> change, CancellationToken cancellation)
    {
        var place = PlaceOf(tenantId, subjectId);
        // Again only when another has changed it in between.
        while (true)
        {
            var found = await _documents.FindAsync(place, cancellation);
            var before = found?.Document ?? KeyDocument.Empty(place, time.GetUtcNow());
            var after = before.DestroyedAt is null ? change(before) : before;
            var isChanged = !ReferenceEquals(before, after);
            if (isChanged) after = after with { Revision = (before.Revision ?? 0) + 1 };
            if (!isChanged || await TryWriteAsync(after, found?.ETag, cancellation)) return Know(after, await KeyOfAsync(after, cancellation));
        }
    }

    /// <summary>One that is at hand is not unwrapped again.</summary>
    private async Task<SubjectKey?> KeyOfAsync(KeyDocument document, CancellationToken cancellation)
    {
        if (!document.HasKey) return null;
        var known = _cache.Find(document.TenantId, document.SubjectId) is { IsCompletedSuccessfully: true } loaded ? (await loaded)?.Key : null;
        return known?.Id == document.KeyId ? known : await tenants.UnwrapAsync(document.Place(), document.KeyId, document.WrappedKey(), cancellation);
    }
}
