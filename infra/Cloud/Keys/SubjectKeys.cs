using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>
/// The data keys of subjects: one each, made once, whoever asks first, and destroyed once, for ever. With the key lies what may be
/// done with what it seals. Both are kept unwrapped for <see cref="KeyOptions.CacheLifetime"/>; what changes is known here at
/// once, and to other processes within that time.
/// </summary>
public sealed partial class SubjectKeys(TenantKeys tenants, Database database, TimeProvider time, KeyOptions options) : IDisposable
{
    private const string KeyId = "key";

    /// <summary>Keys that are unwrapped at the same time: with a Key Vault, each is a request.</summary>
    private const int Unwrapping = 16;

    private readonly KeyDocuments _documents = new(database);
    private readonly KeyCache<SubjectStanding> _cache = new(time, options) { RevisionOf = standing => standing.Revision };

    /// <exception cref="SubjectKeyDestroyedException">The subject was erased.</exception>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<SubjectKey> GetOrCreateAsync(string tenantId, string subjectId, CancellationToken cancellation) =>
        (await EnsureAsync(tenantId, subjectId, cancellation)).Key!;

    /// <summary>Null where there never was one, or where it is destroyed.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<SubjectKey?> FindAsync(string tenantId, string subjectId, CancellationToken cancellation) =>
        (await StandingAsync(tenantId, subjectId, cancellation)).Key;

    /// <summary>Whether there is one at this moment: asked where it is stored, not what is remembered.</summary>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<bool> ExistsAsync(string tenantId, string subjectId, CancellationToken cancellation) =>
        await _documents.FindAsync(PlaceOf(tenantId, subjectId), cancellation) is { Document.HasKey: true };

    /// <summary>The keys of many subjects of a tenant in few requests; those are missing that never were, or are destroyed.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<IReadOnlyDictionary<string, SubjectKey>> FindManyAsync(
        string tenantId, IEnumerable<string> subjectIds, CancellationToken cancellation) =>
        (await StandingsAsync(tenantId, subjectIds, cancellation)).Where(one => one.Value.Key is not null).ToDictionary(one => one.Key, one => one.Value.Key!);

    /// <summary>
    /// Makes everything unreadable that the subject's key has sealed, wherever it is; nobody can make another key for them. Can be
    /// repeated, and be done before there is a key.
    /// </summary>
    /// <returns>When it was destroyed.</returns>
    /// <exception cref="CosmosException">Nothing is known: it may be destroyed or not. Repeat it.</exception>
    public async Task<DateTimeOffset> DestroyAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var place = PlaceOf(tenantId, subjectId);
        // Again only when another has changed it in between.
        while (true)
        {
            var found = await _documents.FindAsync(place, cancellation);
            var tombstone = found is { Document: { DestroyedAt: not null } destroyed } ? destroyed : KeyDocument.Tombstone(place, found?.Document, time.GetUtcNow());
            if (found is { Document.DestroyedAt: not null } || await TryWriteAsync(tombstone, found?.ETag, cancellation))
            {
                Know(tombstone, key: null);
                return tombstone.DestroyedAt!.Value;
            }
        }
    }

    public void Dispose() => _cache.Dispose();

    private static KeyPlace PlaceOf(string tenantId, string subjectId) => new(tenantId, subjectId, KeyId);

    private static SubjectStanding StandingOf(KeyDocument document, SubjectKey? key) => new(key, document.DestroyedAt, document.Restrictions is { Count: > 0 })
    {
        Consents = (document.Consents ?? []).ToHashSet(StringComparer.Ordinal),
        // Nothing comes after a tombstone.
        Revision = document.DestroyedAt is null ? document.Revision ?? 0 : long.MaxValue,
    };

    private async Task<SubjectStanding?> LoadAsync(KeyPlace place) =>
        await _documents.FindAsync(place, CancellationToken.None) is { } found ? await OpenAsync(found.Document, CancellationToken.None) : null;

    private async Task<SubjectStanding?> LoadOrCreateAsync(KeyPlace place)
    {
        // Again only when another was first, or the SDK sent the request twice: what is stored is the key.
        while (true)
        {
            var found = await _documents.FindAsync(place, CancellationToken.None);
            if (found is { Document: { HasKey: true } or { DestroyedAt: not null } }) return await OpenAsync(found.Value.Document, CancellationToken.None);
            var key = SubjectKey.Create();
            var document = KeyDocument.Of(place, key.Id, await tenants.WrapAsync(place, key, CancellationToken.None), time.GetUtcNow());
            if (found?.Document is { } before) document = before with { KeyId = key.Id, Wrapped = document.Wrapped, WrappedBy = document.WrappedBy, Revision = (before.Revision ?? 0) + 1 };
            if (await TryWriteAsync(document, found?.ETag, CancellationToken.None)) return StandingOf(document, key);
        }
    }

    /// <summary>False where it is not any more as it was read.</summary>
    private Task<bool> TryWriteAsync(KeyDocument document, string? etag, CancellationToken cancellation) =>
        etag is null ? _documents.TryCreateAsync(document, cancellation) : _documents.TryReplaceAsync(document, etag, cancellation);

    private async Task<SubjectStanding> OpenAsync(KeyDocument document, CancellationToken cancellation) => StandingOf(document, document.HasKey
        ? await tenants.UnwrapAsync(document.Place(), document.KeyId, document.WrappedKey(), cancellation)
        : null);

    private SubjectStanding Know(KeyDocument document, SubjectKey? key)
    {
        var standing = StandingOf(document, key);
        _cache.Put(document.TenantId, document.SubjectId, standing, time.GetUtcNow());
        return standing;
    }
}
