using System.Security.Cryptography;

namespace Serverless.Kernel.Sealing;

/// <summary>
/// Seals whatever is written to it, of any length, in the memory of one chunk. Without <see cref="CompleteAsync"/> the end is
/// missing, and nobody can open what was written.
/// </summary>
public sealed class SealingStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _head;
    private readonly byte[] _fingerprint;
    private readonly AesGcm _aes;
    private readonly byte[] _chunk = new byte[SealedChunks.Size];
    private readonly byte[] _box = new byte[SealedChunks.SealedSize];
    private int _filled;
    private long _number;
    private bool _isBegun;

    /// <param name="inner">Stays open.</param>
    public SealingStream(Stream inner, SubjectKey key, SealPlace place)
    {
        ArgumentNullException.ThrowIfNull(key);
        var content = RandomNumberGenerator.GetBytes(SubjectKey.Size);
        _inner = inner;
        _head = SealedChunks.Head(key.Seal(Convert.ToBase64String(content), place));
        _fingerprint = SealedChunks.Fingerprint(_head);
        _aes = new AesGcm(content, SealedChunks.TagSize);
        CryptographicOperations.ZeroMemory(content);
    }

    /// <summary>Bytes that were written to it.</summary>
    public long Written { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Written;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var rest = buffer; rest.Length > 0;)
        {
            // Not when it is full, but when more comes: only then it is known not to be the last.
            if (_filled == SealedChunks.Size) await FlushChunkAsync(isLast: false, cancellationToken);
            var taken = Math.Min(rest.Length, SealedChunks.Size - _filled);
            rest.Span[..taken].CopyTo(_chunk.AsSpan(_filled));
            (_filled, Written, rest) = (_filled + taken, Written + taken, rest[taken..]);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Writes the end. Nothing can be written after it.</summary>
    public Task CompleteAsync(CancellationToken cancellation) => FlushChunkAsync(isLast: true, cancellation);

    /// <summary>A chunk that is not full is kept until more comes, or the end.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is written to asynchronously only.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            CryptographicOperations.ZeroMemory(_chunk);
        }

        base.Dispose(disposing);
    }

    private async Task FlushChunkAsync(bool isLast, CancellationToken cancellation)
    {
        if (!_isBegun) await _inner.WriteAsync(_head, cancellation);
        _isBegun = true;
        SealedChunks.Seal(_aes, _fingerprint, _number++, isLast, _chunk.AsSpan(0, _filled), _box.AsSpan(0, _filled + SealedChunks.TagSize));
        await _inner.WriteAsync(_box.AsMemory(0, _filled + SealedChunks.TagSize), cancellation);
        _filled = 0;
    }
}
