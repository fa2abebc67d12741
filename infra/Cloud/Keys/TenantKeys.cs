using System.Security.Cryptography;
using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>What a tenant's key protects: the keys of its subjects, and the secret of its blind index.</summary>
public sealed class TenantKeys(IKeyWrapping wrapping, Database database, TimeProvider time, KeyOptions options) : IDisposable
{
    private const string IndexKey = "index-key";
    private const int IndexKeySize = 32;

    private readonly TenantSecrets _secrets = new(wrapping, database, time);
    private readonly KeyCache<BlindIndex> _indexes = new(time, options);

    /// <summary>The tenant's own: made by whoever asks first, and the same for everybody from then on.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<BlindIndex> BlindIndexAsync(string tenantId, CancellationToken cancellation) =>
        (await _indexes.GetAsync(tenantId, IndexKey, async () => await LoadIndexAsync(tenantId), cancellation))!;

    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    public async Task<WrappedKey> WrapAsync(KeyPlace place, SubjectKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var material = key.Export();
        try
        {
            return await wrapping.WrapAsync(place, material, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(material);
        }
    }

    /// <exception cref="TenantKeyException">The tenant's key cannot be used, or the wrapped key was altered or moved.</exception>
    public Task<SubjectKey> UnwrapAsync(KeyPlace place, Guid keyId, WrappedKey wrapped, CancellationToken cancellation) =>
        UnwrapAsync(place, wrapped, material => new SubjectKey(keyId, material), cancellation);

    public void Dispose() => _indexes.Dispose();

    private Task<BlindIndex> LoadIndexAsync(string tenantId) => _secrets.GetOrCreateAsync(
        tenantId, IndexKey, static () => RandomNumberGenerator.GetBytes(IndexKeySize), static (_, secret) => new BlindIndex(secret), CancellationToken.None);

    private async Task<T> UnwrapAsync<T>(KeyPlace place, WrappedKey wrapped, Func<byte[], T> use, CancellationToken cancellation)
    {
        var material = await wrapping.UnwrapAsync(place, wrapped, cancellation);
        try
        {
            return use(material);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(material);
        }
    }
}
