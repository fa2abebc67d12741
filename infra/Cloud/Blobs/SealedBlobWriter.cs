using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Blobs;

/// <summary>A sealed blob in the making. It is there once it is completed; without that, nothing is.</summary>
public sealed class SealedBlobWriter : IAsyncDisposable
{
    private readonly StagedBlob _blob;
    private readonly SealingStream _content;

    internal SealedBlobWriter(StagedBlob blob, SubjectKey key, SealPlace place)
    {
        _blob = blob;
        _content = new SealingStream(blob, key, place);
    }

    /// <summary>What is to be sealed; written to asynchronously.</summary>
    public Stream Content => _content;

    /// <exception cref="Azure.RequestFailedException">The account does not answer.</exception>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        await _content.CompleteAsync(cancellation);
        await _blob.CommitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await _blob.DisposeAsync();
    }
}
