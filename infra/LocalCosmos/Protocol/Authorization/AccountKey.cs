using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Serverless.LocalCosmos.Protocol.Authorization;

/// <summary>The key of the account, parsed once.</summary>
internal sealed class AccountKey
{
    private const int MinimumLength = 16;

    private readonly byte[] _bytes;

    // To set up the hash for a key costs more than to hash a request with it.
    private readonly ConcurrentBag<IncrementalHash> _hashes = [];

    private AccountKey(string text, byte[] bytes)
    {
        Text = text;
        _bytes = bytes;
    }

    public string Text { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out AccountKey? key)
    {
        var bytes = new byte[text.Length];
        key = Convert.TryFromBase64String(text, bytes, out var length) && length >= MinimumLength
            ? new AccountKey(text, bytes[..length])
            : null;
        return key is not null;
    }

    public bool Signs(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!_hashes.TryTake(out var hash)) hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _bytes);
        hash.AppendData(text);
        hash.GetHashAndReset(expected);
        _hashes.Add(hash);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    /// <summary>Whether a caller that shows its key in clear has this one.</summary>
    public bool Is(string text) => CryptographicOperations.FixedTimeEquals(
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()),
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(Text.AsSpan()));
}
