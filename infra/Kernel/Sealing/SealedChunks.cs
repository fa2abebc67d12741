using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Serverless.Kernel.Sealing;

/// <summary>
/// The form of a sealed stream: <c>SLS1</c>, the length of the sealed content key (2 bytes), the key as <see cref="SubjectKey.Seal"/>
/// writes it, and chunks of 64 KiB (AES-256-GCM), each with its tag. Every stream has a content key of its own, so a chunk's number is
/// nonce enough; number, finality and the head are authenticated, so that a stream which is cut off, reordered or mixed does not open.
/// </summary>
internal static class SealedChunks
{
    public const int Size = 64 * 1024;
    public const int TagSize = 16;
    public const int SealedSize = Size + TagSize;

    private const int NonceSize = 12;
    private const int LengthSize = 2;

    private static ReadOnlySpan<byte> Mark => "SLS1"u8;

    public static int PrefixSize => Mark.Length + LengthSize;

    public static byte[] Head(string sealedKey)
    {
        var head = new byte[PrefixSize + sealedKey.Length];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(Mark.Length), checked((ushort)sealedKey.Length));
        Encoding.ASCII.GetBytes(sealedKey, head.AsSpan(PrefixSize));
        return head;
    }

    /// <exception cref="CryptographicException">This is no sealed stream.</exception>
    public static int KeyLength(ReadOnlySpan<byte> prefix) =>
        prefix.StartsWith(Mark) ? BinaryPrimitives.ReadUInt16BigEndian(prefix[Mark.Length..]) : throw new CryptographicException("This is no sealed stream.");

    /// <summary>What stands before the chunks, as they know it.</summary>
    public static byte[] Fingerprint(ReadOnlySpan<byte> head) => SHA256.HashData(head);

    /// <param name="box">As long as the chunk and its tag.</param>
    public static void Seal(AesGcm aes, ReadOnlySpan<byte> fingerprint, long number, bool isLast, ReadOnlySpan<byte> chunk, Span<byte> box)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> about = stackalloc byte[SHA256.HashSizeInBytes + sizeof(long) + 1];
        Describe(fingerprint, number, isLast, nonce, about);
        aes.Encrypt(nonce, chunk, box[..chunk.Length], box[chunk.Length..], about);
    }

    /// <exception cref="CryptographicException">The chunk was altered, or stood elsewhere.</exception>
    public static void Open(AesGcm aes, ReadOnlySpan<byte> fingerprint, long number, bool isLast, ReadOnlySpan<byte> box, Span<byte> chunk)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> about = stackalloc byte[SHA256.HashSizeInBytes + sizeof(long) + 1];
        Describe(fingerprint, number, isLast, nonce, about);
        aes.Decrypt(nonce, box[..^TagSize], box[^TagSize..], chunk, about);
    }

    private static void Describe(ReadOnlySpan<byte> fingerprint, long number, bool isLast, Span<byte> nonce, Span<byte> about)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[(NonceSize - sizeof(long))..], number);
        fingerprint.CopyTo(about);
        BinaryPrimitives.WriteInt64BigEndian(about[SHA256.HashSizeInBytes..], number);
        about[^1] = isLast ? (byte)1 : (byte)0;
    }
}
