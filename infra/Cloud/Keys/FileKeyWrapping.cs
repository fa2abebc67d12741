using System.Buffers.Text;
using System.Security.Cryptography;

namespace Serverless.Cloud.Keys;

/// <summary>A tenant's key in a file of its own, which only its owner reads: for runs on one machine. AES-256-GCM.</summary>
public sealed class FileKeyWrapping(string folder, TimeProvider time) : IKeyWrapping
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly TenantKeyFiles _files = new(folder, time);

    public async Task<WrappedKey> WrapAsync(KeyPlace place, ReadOnlyMemory<byte> material, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        var (id, key) = await _files.ReadOrMakeAsync(place.TenantId, cancellation);
        try
        {
            var box = new byte[NonceSize + material.Length + TagSize];
            RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
            using var aes = new AesGcm(key, TagSize);
            aes.Encrypt(
                box.AsSpan(0, NonceSize), material.Span, box.AsSpan(NonceSize, material.Length), box.AsSpan(^TagSize..), place.AssociatedData());
            return new(Base64Url.EncodeToString(box), Name(id));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public async Task<byte[]> UnwrapAsync(KeyPlace place, WrappedKey wrapped, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(wrapped);
        var (id, key) = await _files.ReadAsync(place.TenantId, cancellation)
            ?? throw new TenantKeyException(place.TenantId, $"its file is not in the folder {Path.GetFullPath(folder)}");
        try
        {
            if (wrapped.By != Name(id)) throw new TenantKeyException(place.TenantId, "its file holds another key than the one that wrapped what is stored");
            return Unwrap(Base64Url.DecodeFromChars(wrapped.Value), key, place);
        }
        // What is no base64url, too short, or does not fit its tag: in each case not what was written.
        catch (Exception e) when (e is FormatException or ArgumentException or CryptographicException)
        {
            throw new TenantKeyException(place.TenantId, "what is stored was altered, or belongs to another document", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static string Name(Guid id) => $"file:{id:N}";

    private static byte[] Unwrap(ReadOnlySpan<byte> box, byte[] key, KeyPlace place)
    {
        if (box.Length < NonceSize + TagSize) throw new CryptographicException("Too short.");
        var material = new byte[box.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], material, place.AssociatedData());
        return material;
    }
}
