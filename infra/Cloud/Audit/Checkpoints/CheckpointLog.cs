using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Signing;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Audit.Checkpoints;

/// <summary>
/// The checkpoints of a tenant, one a line, in an append blob for each month: what is there can be added to, and not be changed. Each
/// names the hash of the line before, so that none can be left out.
/// </summary>
public sealed class CheckpointLog(BlobContainers containers, Signatures signatures, TimeProvider time)
{
    /// <summary>A line is a good deal shorter.</summary>
    private const int TailBytes = 1024 * 1024;

    private const int MaxAttempts = 20;

    public static BlobContainerDeclaration Container { get; } = new("audit-checkpoints") { IsImmutable = true };

    /// <exception cref="RequestFailedException">Nothing is known: it may be written or not. Written twice, it says the same twice.</exception>
    internal async Task AppendAsync(string tenantId, IReadOnlyList<CheckpointedHead> heads, CancellationToken cancellation)
    {
        var container = await containers.GetAsync(Container.Name, cancellation);
        var written = "";
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var now = time.GetUtcNow();
            var tail = await TailAsync(container, tenantId, cancellation);
            // The SDK sends again what got no answer, and is then told that the blob has grown.
            if (written.Length > 0 && tail.Line == written) return;
            var checkpoint = new Checkpoint(tenantId, tail.Sequence + 1, now, heads, tail.Hash);
            written = await signatures.SignAsync(tenantId, Checkpoint.Type, DocumentJson.Write(checkpoint), cancellation);
            // Never back to a month that is over, whatever the clock of this machine says.
            var name = string.CompareOrdinal(NameOf(tenantId, now), tail.Blob) < 0 ? tail.Blob : NameOf(tenantId, now);
            if (await TryAppendAsync(container.GetAppendBlobClient(name), name == tail.Blob ? tail.Length : 0, written, cancellation)) return;
        }

        throw new TimeoutException($"Others have written checkpoints {MaxAttempts} times while one was to be added.");
    }

    /// <summary>All lines, the oldest first.</summary>
    internal async IAsyncEnumerable<string> ReadAsync(string tenantId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var container = await containers.GetAsync(Container.Name, cancellation);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(tenantId), cancellation))
        {
            using var reader = new StreamReader(await container.GetBlobClient(blob.Name).OpenReadAsync(cancellationToken: cancellation), Encoding.ASCII);
            while (await reader.ReadLineAsync(cancellation) is { } line) yield return line;
        }
    }

    private static async Task<bool> TryAppendAsync(AppendBlobClient blob, long length, string line, CancellationToken cancellation)
    {
        if (length == 0) await blob.CreateIfNotExistsAsync(cancellationToken: cancellation);
        using var content = new MemoryStream(Encoding.ASCII.GetBytes(line + "\n"), writable: false);
        try
        {
            var options = new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = length } };
            await blob.AppendBlockAsync(content, options, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }

    private static async Task<Tail> TailAsync(BlobContainerClient container, string tenantId, CancellationToken cancellation)
    {
        var tail = new Tail("", 0, "", 0, AuditHash.Origin);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Folder(tenantId), cancellation))
        {
            var length = blob.Properties.ContentLength ?? 0;
            // One that was made, and nothing written to before its process ended.
            if (length == 0) continue;
            tail = tail with { Blob = blob.Name, Length = length };
        }

        if (tail.Length == 0) return tail;
        var range = new HttpRange(Math.Max(0, tail.Length - TailBytes), Math.Min(tail.Length, TailBytes));
        var content = (await container.GetBlobClient(tail.Blob).DownloadContentAsync(new BlobDownloadOptions { Range = range }, cancellation)).Value.Content;
        var line = Encoding.ASCII.GetString(content).TrimEnd('\n').Split('\n')[^1];
        var last = CheckpointLine.Read(line) ?? throw new InvalidDataException($"The last checkpoint in '{tail.Blob}' cannot be read: somebody has written to the blob.");
        return tail with { Line = line, Sequence = last.Sequence, Hash = CheckpointLine.HashOf(line) };
    }

    private static string Folder(string tenantId) => $"{tenantId}/";

    private static string NameOf(string tenantId, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{Folder(tenantId)}{at:yyyy-MM}.jws");

    private sealed record Tail(string Blob, long Length, string Line, long Sequence, string Hash);
}
