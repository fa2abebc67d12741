using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Serverless.Kernel.Ids;

namespace Serverless.Kernel.Sealing;

/// <summary>
/// The data key of one subject (AES-256-GCM). What it sealed opens only at the very place that it was sealed for:
/// <c>v1.(key id).(base64url of nonce, ciphertext, tag)</c>.
/// </summary>
public sealed class SubjectKey(Guid id, ReadOnlySpan<byte> material)
{
    public const int Size = 32;

    private const string Version = "v1";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] _material = material.Length == Size
        ? material.ToArray()
        : throw new ArgumentException($"A subject key has {Size} bytes.", nameof(material));

    public Guid Id => id;

    public static SubjectKey Create() => new(Guid.NewGuid(), RandomNumberGenerator.GetBytes(Size));

    /// <summary>The material, to be wrapped; never to be stored as it is.</summary>
    public byte[] Export() => [.. _material];

    /// <summary>
    /// An id that follows from this key and a label (version 8): the same as long as there is the key, and joined with nothing by
    /// anybody once it is destroyed.
    /// </summary>
    public Guid Derive(string label) =>
        Uuid.Of(HKDF.DeriveKey(HashAlgorithmName.SHA256, _material, outputLength: 16, salt: null, info: Encoding.UTF8.GetBytes($"derived-id:{label}")));

    public string Seal(string text, SealPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceSize + plain.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_material, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), place.AssociatedData());
        return $"{Version}.{id:N}.{Base64Url.EncodeToString(box)}";
    }

    /// <summary>Null where another key sealed it: a key that is gone.</summary>
    /// <exception cref="CryptographicException">The text was altered, or belongs to another place.</exception>
    public string? Open(string sealedText, SealPlace place)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        ArgumentNullException.ThrowIfNull(place);
        var parts = sealedText.Split('.');
        if (parts is not [Version, var keyId, var body] || !Guid.TryParseExact(keyId, "N", out var sealedBy))
            throw new CryptographicException("This is not a sealed text.");
        if (sealedBy != id) return null;

        byte[] box;
        try
        {
            box = Base64Url.DecodeFromChars(body);
        }
        catch (FormatException malformed)
        {
            throw new CryptographicException("This is not a sealed text.", malformed);
        }

        if (box.Length < NonceSize + TagSize) throw new CryptographicException("This is not a sealed text.");
        var plain = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_material, TagSize);
        aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), plain, place.AssociatedData());
        return Encoding.UTF8.GetString(plain);
    }
}
