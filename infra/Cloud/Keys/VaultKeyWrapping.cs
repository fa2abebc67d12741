using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Serverless.Cloud.Keys;

/// <summary>
/// A tenant's key in Key Vault, which wraps and unwraps and never gives it away (RSA-OAEP-256). That algorithm takes no
/// associated data, so the place travels inside, as a hash beside the material.
/// </summary>
public sealed partial class VaultKeyWrapping : IKeyWrapping
{
    private readonly KeyVault _vault;

    /// <param name="transport">Another than the usual one, for tests.</param>
    public VaultKeyWrapping(Uri vault, TokenCredential credential, HttpPipelineTransport? transport = null) =>
        _vault = new(vault, credential, transport);

    public async Task<WrappedKey> WrapAsync(KeyPlace place, ReadOnlyMemory<byte> material, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        var box = new byte[material.Length + SHA256.HashSizeInBytes];
        try
        {
            material.Span.CopyTo(box);
            SHA256.HashData(place.AssociatedData(), box.AsSpan(material.Length));
            return await WrapAsync(place.TenantId, box, cancellation);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(box);
        }
    }

    public async Task<byte[]> UnwrapAsync(KeyPlace place, WrappedKey wrapped, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(wrapped);
        // By version: after the tenant's key is rotated, what an older version wrapped is unwrapped by that one.
        var version = Version().Match(wrapped.By);
        if (!version.Success || version.Groups["name"].Value != NameOf(place.TenantId))
            throw new TenantKeyException(place.TenantId, "what is stored was wrapped by another key");
        var answer = await _vault.SendAsync(place.TenantId, $"keys/{version.Groups["name"].Value}/{version.Groups["version"].Value}/unwrapkey", Operation(wrapped.Value), cancellation);
        var box = Base64Url.DecodeFromChars(answer.Value);
        try
        {
            return Material(place, box);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(box);
        }
    }

    private static string NameOf(string tenantId) => $"tenant-{tenantId}";

    private static KeyVault.Body Operation(string value) => new() { Algorithm = "RSA-OAEP-256", Value = value };

    private static byte[] Material(KeyPlace place, byte[] box)
    {
        var length = box.Length - SHA256.HashSizeInBytes;
        return length > 0 && CryptographicOperations.FixedTimeEquals(box.AsSpan(length), SHA256.HashData(place.AssociatedData()))
            ? box[..length]
            : throw new TenantKeyException(place.TenantId, "what is stored belongs to another document");
    }

    private async Task<WrappedKey> WrapAsync(string tenantId, byte[] box, CancellationToken cancellation)
    {
        var (name, body) = (NameOf(tenantId), Operation(Base64Url.EncodeToString(box)));
        var answer = await _vault.TrySendAsync(tenantId, $"keys/{name}/wrapkey", body, cancellation);
        if (answer is null)
        {
            // The tenant's first. Where two make it at once, it has two versions, and each of them unwraps what it wrapped.
            await _vault.SendAsync(tenantId, $"keys/{name}/create", new() { Type = "RSA", Size = 3072, Operations = ["wrapKey", "unwrapKey"] }, cancellation);
            answer = await _vault.SendAsync(tenantId, $"keys/{name}/wrapkey", body, cancellation);
        }

        return new(answer.Value, answer.KeyId);
    }

    /// <summary>The host is not looked at: a vault that was restored has another.</summary>
    [GeneratedRegex(@"\Ahttps://[^/]+/keys/(?<name>[0-9a-z-]+)/(?<version>[0-9a-zA-Z]+)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Version();
}
