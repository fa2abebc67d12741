using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>What a tenant has besides its subjects' keys: the secret of its blind indexes, made when it is first needed.</summary>
public sealed class TenantKeys(Database database, ITenantKey tenant, TimeProvider time)
{
    private const string Id = "index-key";
    private const string Subject = "tenant";
    private const int Size = 32;

    private readonly KeyStore _store = new(database, tenant, time);
    private readonly ConcurrentDictionary<string, BlindIndex> _indexes = new(StringComparer.Ordinal);

    public async Task<BlindIndex> BlindIndexAsync(string tenantId, CancellationToken cancellation)
    {
        if (_indexes.TryGetValue(tenantId, out var known)) return known;
        var document = await _store.FindAsync(tenantId, Subject, Id, cancellation)
            ?? await _store.CreateAsync(tenantId, Subject, Id, Uuid.New(), RandomNumberGenerator.GetBytes(Size), cancellation);
        return _indexes[tenantId] = new BlindIndex(await _store.UnwrapAsync(document, cancellation));
    }
}
