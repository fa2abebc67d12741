using System.Security.Cryptography;

namespace Serverless.Cloud.Keys;

/// <summary>Where tenants' keys are. What they wrap is opened only through them, so it is worth nothing without them.</summary>
public interface ITenantKey
{
    /// <summary>The material under the tenant's present key.</summary>
    Task<WrappedKey> WrapAsync(string tenantId, ReadOnlyMemory<byte> material, CancellationToken cancellation);

    /// <exception cref="CryptographicException">It was altered, or wrapped by a key that is not this tenant's.</exception>
    Task<byte[]> UnwrapAsync(string tenantId, WrappedKey wrapped, CancellationToken cancellation);
}

/// <param name="By">Which key wrapped it; a tenant's key may be followed by another.</param>
public sealed record WrappedKey(string By, byte[] Material);
