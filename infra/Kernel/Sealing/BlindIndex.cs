using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Kernel.Sealing;

/// <summary>A keyed hash by which a personal value can be looked up without being stored.</summary>
/// <param name="key">The tenant's: the same value has another hash in another tenant.</param>
public sealed class BlindIndex(ReadOnlySpan<byte> key)
{
    private const int Size = 16;

    private readonly byte[] _key = key.ToArray();

    /// <summary>Equal for values that differ only in case or outer blanks.</summary>
    public string Of(string domain, string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // No Unicode normalisation: .NET does none where globalization is invariant and some where it is not, and a stored
        // hash must not depend on that.
        var normal = value.Trim().ToLowerInvariant();
        var text = Encoding.UTF8.GetBytes($"{domain.Length}:{domain}{field.Length}:{field}{normal}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, text).AsSpan(0, Size));
    }
}
