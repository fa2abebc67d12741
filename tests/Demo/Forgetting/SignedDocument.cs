using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Serverless.Demo.Playing;

namespace Serverless.Demo.Forgetting;

/// <summary>Checks a JWS (RFC 7515, ES256) with public keys (RFC 7517) and nothing of the system that has signed it.</summary>
internal static class SignedDocument
{
    /// <param name="signed">In compact form.</param>
    /// <param name="keys">A JWK set.</param>
    /// <returns>The document; null where none of the keys has signed it as it is.</returns>
    public static JsonNode? Verify(string signed, JsonNode? keys)
    {
        if (signed.Split('.') is not [var head, var body, var signature]) return null;
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(head));
        if (header.At("alg").Text() != "ES256") return null;
        foreach (var key in keys.At("keys").Items().Where(key => key.At("kid").Text() == header.At("kid").Text()))
        {
            using var verifier = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") },
            });
            var data = Encoding.ASCII.GetBytes($"{head}.{body}");
            if (verifier.VerifyData(data, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
                return JsonNode.Parse(Base64Url.DecodeFromChars(body));
        }

        return null;
    }

    private static byte[] Bytes(JsonNode? key, string name) => Base64Url.DecodeFromChars(key.At(name).Text());
}
