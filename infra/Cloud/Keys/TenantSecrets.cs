using System.Security.Cryptography;
using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Keys;

/// <summary>What a tenant has one of, and nobody else may know: made by whoever asks first, and kept wrapped by the tenant's key.</summary>
internal sealed class TenantSecrets(IKeyWrapping wrapping, Database database, TimeProvider time)
{
    /// <summary>Of the documents that belong to the tenant itself.</summary>
    public const string Subject = "tenant";

    private readonly KeyDocuments _documents = new(database);

    /// <param name="use">Gets the secret's id and a copy of it, which is cleared afterwards.</param>
    /// <returns>Null where it was never made.</returns>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<T?> FindAsync<T>(string tenantId, string name, Func<Guid, byte[], T> use, CancellationToken cancellation)
        where T : class
    {
        if (await _documents.FindAsync(new(tenantId, Subject, name), cancellation) is not { Document: var document }) return null;
        var secret = await wrapping.UnwrapAsync(document.Place(), document.WrappedKey(), cancellation);
        try
        {
            return use(document.KeyId, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <inheritdoc cref="FindAsync"/>
    public async Task<T> GetOrCreateAsync<T>(string tenantId, string name, Func<byte[]> create, Func<Guid, byte[], T> use, CancellationToken cancellation)
        where T : class
    {
        if (await FindAsync(tenantId, name, use, cancellation) is { } known) return known;
        var secret = create();
        try
        {
            var place = new KeyPlace(tenantId, Subject, name);
            var made = KeyDocument.Of(place, Guid.NewGuid(), await wrapping.WrapAsync(place, secret, cancellation), time.GetUtcNow());
            if (await _documents.TryCreateAsync(made, cancellation)) return use(made.KeyId, secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }

        // Another was first, or the SDK sent the request twice: what is stored is the secret.
        return await FindAsync(tenantId, name, use, cancellation) ?? throw new TenantKeyException(tenantId, $"the secret '{name}' was there and is gone");
    }
}
