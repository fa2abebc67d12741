using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Serverless.Cloud.Signing;

namespace Serverless.Cloud.Audit;

/// <summary>
/// The hash of an entry: SHA-256 over its document as it is stored, as canonical JSON (RFC 8785), without its own hash and without what
/// the store adds (names that begin with an underscore). Nothing is opened for it, so it holds when the key is gone.
/// </summary>
public static class AuditHash
{
    /// <summary>Changes with the way in which it is made, so that old entries stay what they are.</summary>
    public const string Form = "audit-v1";

    private const string Own = "hash";

    /// <summary>What the first entry follows.</summary>
    public static string Origin { get; } = new('0', SHA256.HashSizeInBytes * 2);

    /// <exception cref="ArgumentException">No entry is like this.</exception>
    public static string Of(JsonObject document) => Of(Canonical(document));

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <exception cref="ArgumentException">No entry is like this.</exception>
    public static byte[] Canonical(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return CanonicalJson.Write(new JsonObject(document.Where(one => one.Key != Own && !one.Key.StartsWith('_')).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))));
    }
}
