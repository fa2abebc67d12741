using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>The data key of each subject. Made when the subject's first personal field is stored; destroyed once, for ever.</summary>
public sealed class SubjectKeys
{
    private const string Id = "key";

    private readonly KeyStore _store;
    private readonly KeyCache _cache;
    private readonly TimeProvider _time;

    public SubjectKeys(Database database, ITenantKey tenant, TimeProvider time, KeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _store = new KeyStore(database, tenant, time);
        _cache = new KeyCache(time, options.CacheLife, options.CacheSize);
        _time = time;
    }

    /// <summary>Null when it is destroyed or was never made.</summary>
    public async Task<SubjectKey?> FindAsync(string tenantId, string subjectId, CancellationToken cancellation) =>
        _cache.Find(tenantId, subjectId)
        ?? await OpenAsync(await _store.FindAsync(tenantId, subjectId, Id, cancellation), cancellation);

    /// <summary>Whoever is first makes it; everybody else gets the same.</summary>
    /// <returns>Null when it is destroyed: nothing personal is stored of this subject any more.</returns>
    public async Task<SubjectKey?> GetOrCreateAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        if (_cache.Find(tenantId, subjectId) is { } cached) return cached;
        // A new subject is the usual case: what is kept of a known one is mostly in the cache.
        var fresh = SubjectKey.Create();
        return await OpenAsync(await _store.CreateAsync(tenantId, subjectId, Id, fresh.Id, fresh.Export(), cancellation), cancellation);
    }

    /// <summary>Makes everything that was sealed with it unreadable: here at once, in other processes when their caches forget it.</summary>
    /// <remarks>A subject without a key gets a tombstone all the same, so that none is made afterwards.</remarks>
    public async Task DestroyAsync(string tenantId, string subjectId, CancellationToken cancellation)
    {
        var document = await _store.FindAsync(tenantId, subjectId, Id, cancellation)
            ?? new KeyDocument(Id, tenantId, subjectId, Uuid.New(), WrappedBy: null, Wrapped: null, _time.GetUtcNow(), DestroyedAt: null);
        if (document.DestroyedAt is null) await _store.DestroyAsync(document, cancellation);
        _cache.Forget(tenantId, subjectId);
    }

    private async Task<SubjectKey?> OpenAsync(KeyDocument? document, CancellationToken cancellation)
    {
        if (document?.Material is null) return null;
        var key = new SubjectKey(document.KeyId, await _store.UnwrapAsync(document, cancellation));
        _cache.Keep(document.TenantId, document.SubjectId, key);
        return key;
    }
}
