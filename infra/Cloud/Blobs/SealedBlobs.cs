using System.Net;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Blobs;

/// <summary>
/// Blobs about subjects, sealed with a key of their own that is sealed with the subject's: once that is destroyed, nobody can read
/// them. All throw <see cref="RequestFailedException"/> where the account does not answer.
/// </summary>
public sealed class SealedBlobs(BlobContainers containers)
{
    /// <summary>Fetched at once while a blob is read.</summary>
    private const int ReadSize = 1024 * 1024;

    /// <summary>Takes the place of what is there, once it is completed.</summary>
    public async Task<SealedBlobWriter> WriteAsync(SealedBlobPlace place, SubjectKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        var container = await containers.GetAsync(place.Container, cancellation);
        return new SealedBlobWriter(new StagedBlob(container.GetBlockBlobClient(place.BlobName)), key, place.SealPlace);
    }

    /// <returns>The content, from any position; null where there is none, or where its key is gone.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was altered, or belongs elsewhere. Reading may throw it too.</exception>
    public async Task<OpeningStream?> OpenAsync(SealedBlobPlace place, SubjectKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        var container = await containers.GetAsync(place.Container, cancellation);
        Stream content;
        try
        {
            content = await container.GetBlobClient(place.BlobName).OpenReadAsync(new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadSize }, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }

        OpeningStream? opened = null;
        try
        {
            return opened = await OpeningStream.OpenAsync(content, key, place.SealPlace, cancellation);
        }
        finally
        {
            if (opened is null) await content.DisposeAsync();
        }
    }

    /// <summary>Whatever names begin so, what is being written included.</summary>
    public async IAsyncEnumerable<FoundBlob> ListAsync(string container, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var client = await containers.GetAsync(container, cancellation);
        await foreach (var blob in client.GetBlobsAsync(states: BlobStates.Uncommitted, prefix: prefix, cancellationToken: cancellation))
            yield return new FoundBlob(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.CreatedOn ?? blob.Properties.LastModified);
    }

    /// <returns>How many there were.</returns>
    public async Task<long> DeleteAsync(string container, string prefix, CancellationToken cancellation)
    {
        var client = await containers.GetAsync(container, cancellation);
        var deleted = 0L;
        await foreach (var blob in ListAsync(container, prefix, cancellation))
        {
            await DeleteAsync(client, blob.Name, cancellation);
            deleted++;
        }

        return deleted;
    }

    /// <summary>One blob, by its name; none is as good.</summary>
    public async Task DeleteOneAsync(string container, string name, CancellationToken cancellation) =>
        await DeleteAsync(await containers.GetAsync(container, cancellation), name, cancellation);

    private static async Task DeleteAsync(BlobContainerClient container, string name, CancellationToken cancellation)
    {
        var blob = container.GetBlockBlobClient(name);
        if (await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation)) return;
        // What was never committed cannot be deleted, and would lie there for a week: without its blocks it can.
        await blob.CommitBlockListAsync([], cancellationToken: cancellation);
        await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
    }
}

/// <param name="Size">As stored; 0 while it is being written.</param>
/// <param name="At">When it was made; null while it is being written.</param>
public sealed record FoundBlob(string Name, long Size, DateTimeOffset? At);
