using System.Buffers.Text;
using System.Security.Cryptography;

namespace Serverless.Cloud.Signing;

/// <summary>The private key by which a tenant signs: ECDSA on P-256 with SHA-256 (ES256 of RFC 7518).</summary>
internal sealed class SigningKey(string tenantId, Guid id, ReadOnlySpan<byte> material)
{
    // Kept as bytes, since an opened key may not be used by two at once.
    private readonly byte[] _material = material.ToArray();

    /// <summary>Says whose key it is, so that whoever checks knows where to ask for it.</summary>
    public string Name => NameOf(tenantId, id);

    public static string NameOf(string tenantId, Guid id) => $"{tenantId}.{id:N}";

    public static byte[] Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var key = Open();
        return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = Open();
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public PublicKey Public()
    {
        using var key = Open();
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return new PublicKey("EC", "P-256", "ES256", "sig", Name, Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    private ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_material, out _);
        return key;
    }
}

/// <summary>A public key as others read it: a JWK (RFC 7517).</summary>
public sealed record PublicKey(string Kty, string Crv, string Alg, string Use, string Kid, string X, string Y);
