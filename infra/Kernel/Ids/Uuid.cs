using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Kernel.Ids;

/// <summary>Ids without meaning: random where something new begins, derived where a retry must find the same thing again.</summary>
public static class Uuid
{
    /// <summary>A random id (version 4). Not ordered by time: an id tells nothing about what it names.</summary>
    public static Guid New() => Guid.NewGuid();

    /// <summary>The same id for the same parts, always (version 8, SHA-256).</summary>
    public static Guid Derived(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            // The length keeps ("ab", "c") apart from ("a", "bc").
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return Of(digest[..16]);
    }

    /// <summary>What was derived otherwise, as an id (version 8).</summary>
    /// <param name="derived">16 bytes.</param>
    internal static Guid Of(ReadOnlySpan<byte> derived)
    {
        Span<byte> id = stackalloc byte[16];
        derived.CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
