using System.Security.Cryptography;
using System.Text;

namespace Serverless.Kernel.Sealing;

/// <summary>
/// Opens what a <see cref="SealingStream"/> has sealed, from any position, in the memory of one chunk. Reading throws a
/// <see cref="CryptographicException"/> where a chunk was altered, moved or taken from elsewhere, or the end is missing.
/// </summary>
public sealed class OpeningStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _fingerprint;
    private readonly AesGcm _aes;
    private readonly long _start;
    private readonly long _chunks;
    private readonly byte[] _chunk = new byte[SealedChunks.Size];
    private readonly byte[] _box = new byte[SealedChunks.SealedSize];
    private long _number = -1;
    private long _position;

    private OpeningStream(Stream inner, byte[] head, byte[] content)
    {
        (_inner, _start, _fingerprint) = (inner, inner.Position, SealedChunks.Fingerprint(head));
        _aes = new AesGcm(content, SealedChunks.TagSize);
        var length = inner.Length - inner.Position;
        _chunks = (length + SealedChunks.SealedSize - 1) / SealedChunks.SealedSize;
        Length = length - _chunks * SealedChunks.TagSize;
        // An empty stream is one empty chunk; no other ends in an empty one.
        if (Length < 0 || _chunks == 0 || (_chunks > 1 && Length <= (_chunks - 1) * SealedChunks.Size)) throw new CryptographicException("The stream is cut off.");
    }

    public override long Length { get; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <param name="inner">Can be sought in; closed with the stream.</param>
    /// <returns>Null where another key sealed it: a key that is gone.</returns>
    /// <exception cref="CryptographicException">This is no sealed stream, belongs to another place, or was altered.</exception>
    public static async Task<OpeningStream?> OpenAsync(Stream inner, SubjectKey key, SealPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            var prefix = new byte[SealedChunks.PrefixSize];
            await inner.ReadExactlyAsync(prefix, cancellation);
            var sealedKey = new byte[SealedChunks.KeyLength(prefix)];
            await inner.ReadExactlyAsync(sealedKey, cancellation);
            if (key.Open(Encoding.ASCII.GetString(sealedKey), place) is not { } text) return null;
            var content = Convert.FromBase64String(text);
            try
            {
                return new OpeningStream(inner, [.. prefix, .. sealedKey], content);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(content);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new CryptographicException("The stream is cut off.", e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!HasMore(buffer.Length)) return 0;
        if (Wanted() is { } number)
        {
            var box = _box.AsMemory(0, BoxSize(number));
            _inner.Position = _start + number * SealedChunks.SealedSize;
            await _inner.ReadExactlyAsync(box, cancellationToken);
            Open(number, box.Span);
        }

        return Take(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!HasMore(count)) return 0;
        if (Wanted() is { } number)
        {
            var box = _box.AsSpan(0, BoxSize(number));
            _inner.Position = _start + number * SealedChunks.SealedSize;
            _inner.ReadExactly(box);
            Open(number, box);
        }

        return Take(buffer.AsSpan(offset, count));
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => Length };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        return _position = target;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            CryptographicOperations.ZeroMemory(_chunk);
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>At the end too, the last chunk is looked at: of an empty stream, it is all there is to be altered.</summary>
    private bool HasMore(int wanted) => wanted > 0 && (_position < Length || (Length == 0 && _number < 0));

    /// <summary>The chunk that is to be read; null where it is the one at hand.</summary>
    private long? Wanted() => Math.Min(_position / SealedChunks.Size, _chunks - 1) is var number && number != _number ? number : null;

    private int BoxSize(long number) => number < _chunks - 1
        ? SealedChunks.SealedSize
        : (int)(Length - number * SealedChunks.Size) + SealedChunks.TagSize;

    private void Open(long number, ReadOnlySpan<byte> box)
    {
        // Not at hand until it is opened: what failed must fail again.
        _number = -1;
        SealedChunks.Open(_aes, _fingerprint, number, isLast: number == _chunks - 1, box, _chunk.AsSpan(0, box.Length - SealedChunks.TagSize));
        _number = number;
    }

    private int Take(Span<byte> buffer)
    {
        var within = (int)(_position % SealedChunks.Size);
        var taken = (int)Math.Min(Math.Min(buffer.Length, SealedChunks.Size - within), Math.Max(0, Length - _position));
        _chunk.AsSpan(within, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }
}
