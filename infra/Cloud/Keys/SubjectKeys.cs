using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>
/// The data keys of subjects: one each, made once, whoever asks first, and destroyed once, for ever. Unwrapped keys are kept
/// for <see cref="KeyOptions.CacheLifetime"/>; a destroyed one is forgotten here at once, and by other processes within that time.
/// </summary>
public sealed class SubjectKeys(TenantKeys tenants, Database database, TimeProvider time, KeyOptions options) : IDisposable
{
    private const string KeyId = "key";

    /// <summary>Keys that are unwrapped at the same time: with a Key Vault, each is a request.</summary>
    private const int Unwrapping = 16;

    private readonly KeyDocuments _documents = new(database);
    private readonly KeyCache<State> _cache = new(time, options);

    /// <exception cref="SubjectKeyDestroyedException">The subject was erased.</exception>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<SubjectKey> GetOrCreateAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var place = PlaceOf(tenantId, subjectId);
        State? state;
        // Again only after waiting for somebody who was merely looking for the key.
        do state = await _cache.GetAsync(tenantId, subjectId, () => LoadOrCreateAsync(place), cancellation);
        while (state is null);
        return state.Key ?? throw new SubjectKeyDestroyedException(state.DestroyedAt!.Value);
    }

    /// <summary>Null where there never was one, or where it is destroyed.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<SubjectKey?> FindAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var place = PlaceOf(tenantId, subjectId);
        return (await _cache.GetAsync(tenantId, subjectId, () => LoadAsync(place), cancellation))?.Key;
    }

    /// <summary>Whether there is one at this moment: asked where it is stored, not what is remembered.</summary>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<bool> ExistsAsync(string tenantId, string subjectId, CancellationToken cancellation) =>
        await _documents.FindAsync(PlaceOf(tenantId, subjectId), cancellation) is { Document.DestroyedAt: null };

    /// <summary>The keys of many subjects of a tenant in few requests; those are missing that never were, or are destroyed.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<IReadOnlyDictionary<string, SubjectKey>> FindManyAsync(
        string tenantId, IEnumerable<string> subjectIds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subjectIds);
        var found = new Dictionary<string, SubjectKey>();
        var missing = new List<KeyPlace>();
        foreach (var subjectId in subjectIds.Distinct())
        {
            if (_cache.Find(tenantId, subjectId) is not { } loading) missing.Add(PlaceOf(tenantId, subjectId));
            else if ((await loading.WaitAsync(cancellation))?.Key is { } key) found.Add(subjectId, key);
        }

        if (missing.Count == 0) return found;
        var since = time.GetUtcNow();
        var documents = await _documents.FindManyAsync(missing, cancellation);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Unwrapping, CancellationToken = cancellation };
        await Parallel.ForEachAsync(documents, limit, async (document, token) =>
        {
            var state = await ReadAsync(document, token);
            _cache.Put(tenantId, document.SubjectId, state, since);
            lock (found)
            {
                if (state.Key is { } key) found.Add(document.SubjectId, key);
            }
        });
        return found;
    }

    /// <summary>
    /// Makes everything unreadable that the subject's key has sealed, wherever it is; nobody can make another key for them. Can be
    /// repeated, and be done before there is a key.
    /// </summary>
    /// <returns>When it was destroyed.</returns>
    /// <exception cref="CosmosException">Nothing is known: it may be destroyed or not. Repeat it.</exception>
    public async Task<DateTimeOffset> DestroyAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var place = PlaceOf(tenantId, subjectId);
        // Again only when another has created or destroyed it in between, which each happens once.
        while (true)
        {
            var found = await _documents.FindAsync(place, cancellation);
            var tombstone = KeyDocument.Tombstone(place, found?.Document, time.GetUtcNow());
            if (found is { Document.DestroyedAt: not null }
                || (found is { } present
                    ? await _documents.TryReplaceAsync(tombstone, present.ETag, cancellation)
                    : await _documents.TryCreateAsync(tombstone, cancellation)))
            {
                var state = new State(Key: null, tombstone.DestroyedAt);
                _cache.Put(tenantId, subjectId, state, time.GetUtcNow());
                return tombstone.DestroyedAt!.Value;
            }
        }
    }

    public void Dispose() => _cache.Dispose();

    private static KeyPlace PlaceOf(string tenantId, string subjectId) => new(tenantId, subjectId, KeyId);

    private async Task<State?> LoadAsync(KeyPlace place) =>
        await _documents.FindAsync(place, CancellationToken.None) is { } found ? await ReadAsync(found.Document, CancellationToken.None) : null;

    private async Task<State?> LoadOrCreateAsync(KeyPlace place)
    {
        if (await LoadAsync(place) is { } known) return known;
        var key = SubjectKey.Create();
        var wrapped = await tenants.WrapAsync(place, key, CancellationToken.None);
        if (await _documents.TryCreateAsync(KeyDocument.Of(place, key.Id, wrapped, time.GetUtcNow()), CancellationToken.None))
            return new(key, DestroyedAt: null);
        // Another was first, or the SDK sent the request twice: what is stored is the key.
        return await LoadAsync(place) ?? throw new TenantKeyException(place.TenantId, "a key of a subject was there and is gone without a trace");
    }

    private async Task<State> ReadAsync(KeyDocument document, CancellationToken cancellation) => document.DestroyedAt is { } at
        ? new(Key: null, at)
        : new(await tenants.UnwrapAsync(document.Place(), document.KeyId, document.WrappedKey(), cancellation), DestroyedAt: null);

    /// <summary>A key, or since when there is none any more: also worth remembering, since it never changes.</summary>
    private sealed record State(SubjectKey? Key, DateTimeOffset? DestroyedAt);
}
