namespace Serverless.Cloud.Keys;

/// <summary>Where the tenants' keys are. What they wrap leaves this place only wrapped; they themselves never leave it.</summary>
public interface IKeyWrapping
{
    /// <summary>Makes the tenant's key if there is none yet.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    Task<WrappedKey> WrapAsync(KeyPlace place, ReadOnlyMemory<byte> material, CancellationToken cancellation);

    /// <summary>The material; the caller clears it after use.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used, is another one, or the wrapped key was altered or moved.</exception>
    Task<byte[]> UnwrapAsync(KeyPlace place, WrappedKey wrapped, CancellationToken cancellation);
}

/// <summary>A key under a tenant's key.</summary>
/// <param name="Value">base64url.</param>
/// <param name="By">Which key, and which version of it, so that an older one can be told from the present one.</param>
public sealed record WrappedKey(string Value, string By);
