using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Serverless.Cloud.Blobs;

/// <summary>
/// A blob that is written without knowing how long it will be, in the memory of one block. It is there, whole, once it is
/// committed; until then it is not, and what was there before is.
/// </summary>
internal sealed class StagedBlob(BlockBlobClient blob) : Stream
{
    /// <summary>A blob has up to 50,000 blocks: about 195 GiB.</summary>
    private const int BlockSize = 4 * 1024 * 1024;

    private readonly byte[] _block = new byte[BlockSize];
    private readonly List<string> _staged = [];

    /// <summary>Blocks of another writer of the same blob must not get in among these.</summary>
    private readonly Guid _writer = Guid.NewGuid();

    private int _filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var rest = buffer; rest.Length > 0;)
        {
            var taken = Math.Min(rest.Length, BlockSize - _filled);
            rest.Span[..taken].CopyTo(_block.AsSpan(_filled));
            (_filled, rest) = (_filled + taken, rest[taken..]);
            if (_filled == BlockSize) await StageAsync(cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <exception cref="Azure.RequestFailedException">The account does not answer, or another writer was faster.</exception>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        if (_filled > 0) await StageAsync(cancellation);
        await blob.CommitBlockListAsync(_staged, new CommitBlockListOptions { HttpHeaders = new() { ContentType = "application/octet-stream" } }, cancellation);
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is written to asynchronously only.");

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task StageAsync(CancellationToken cancellation)
    {
        // Ids of one blob's blocks are all of one length.
        var id = Convert.ToBase64String([.. _writer.ToByteArray(), .. BitConverter.GetBytes(_staged.Count)]);
        using var content = new MemoryStream(_block, 0, _filled, writable: false);
        await blob.StageBlockAsync(id, content, cancellationToken: cancellation);
        _staged.Add(id);
        _filled = 0;
    }
}
