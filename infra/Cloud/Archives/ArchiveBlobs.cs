using System.Net;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Cloud.Blobs;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>
/// The blobs of archives: compressed, read in parts, on the tier Cool. All throw <see cref="RequestFailedException"/> where the
/// account does not answer, and <see cref="ArchiveOfflineException"/> where a blob is not at hand.
/// </summary>
/// <param name="containers">Asked for once there is something to read: most apps that store records have archived none.</param>
public sealed class ArchiveBlobs(Lazy<BlobContainers> containers)
{
    /// <summary>Beside each blob: its hash, as whoever wrote it knew it.</summary>
    public const string HashKey = "sha256";

    /// <summary>Where the archives of a domain are: each has its own, for each is kept for its own time.</summary>
    public static BlobContainerDeclaration ContainerOf(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var terms = domain.Retention?.Archive ?? throw new ArgumentException($"'{domain.Container}' is not archived.", nameof(domain));
        return new BlobContainerDeclaration($"archives-{domain.Container}") { ArchivedAfterDays = terms.OfflineAfterDays, DeletedAfterDays = terms.DeletedAfterDays };
    }

    /// <summary>What is there at this moment, as <see cref="WriteAsync"/> wants to know it: nothing, or what was left by who broke off.</summary>
    public async Task<ETag?> FindTagAsync(string container, string blob, CancellationToken cancellation)
    {
        try
        {
            return (await (await BlobAsync(container, blob, cancellation)).GetPropertiesAsync(cancellationToken: cancellation)).Value.ETag;
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Takes the place of what was there when it was looked at, and of nothing that has come since.</summary>
    /// <param name="counts">Beside the blob, for who looks at the account; nothing personal.</param>
    /// <param name="before">Null where there was nothing.</param>
    /// <returns>Its hash, lower-case hexadecimal.</returns>
    /// <exception cref="RequestFailedException">Another is writing the same blob, or the account does not answer.</exception>
    public async Task<string> WriteAsync(
        string container, string blob, ReadOnlyMemory<byte> content, IDictionary<string, string> counts, ETag? before, CancellationToken cancellation)
    {
        var hash = HashOf(content.Span);
        counts[HashKey] = hash;
        await UploadAsync(await BlobAsync(container, blob, cancellation), content, counts, Only(before), cancellation);
        return hash;
    }

    /// <summary>None is as good.</summary>
    public async Task DeleteAsync(string container, string blob, CancellationToken cancellation) =>
        await (await BlobAsync(container, blob, cancellation)).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);

    /// <summary>Blanks bytes for which nobody answers, whatever they hold; those that hold nothing stay as they are.</summary>
    /// <param name="ranges">Of whole members, one after another.</param>
    /// <returns>The blob's hash now; null where there is no such blob.</returns>
    public Task<string?> BlankAsync(string container, string blob, IReadOnlyList<Range> ranges, CancellationToken cancellation) => ChangeAsync(container, blob, content =>
    {
        foreach (var range in ranges)
        {
            if (ArchiveMember.HoldsNothing(content.AsMemory(range))) continue;
            var (start, length) = range.GetOffsetAndLength(content.Length);
            ArchiveMember.Blank(length).CopyTo(content, start);
        }
    }, cancellation);

    /// <returns>Null where there is no such blob.</returns>
    public async Task<BlobDownloadResult?> DownloadAsync(string container, string blob, CancellationToken cancellation) =>
        await ReadAsync(container, blob, new BlobDownloadOptions(), cancellation);

    /// <summary>One record: as many bytes as it has.</summary>
    /// <returns>Null where it is not there any more.</returns>
    /// <exception cref="ArchiveDamagedException">It is not what was archived.</exception>
    public async Task<ArchivedRecord?> FindAsync(ArchivedPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        var range = new BlobDownloadOptions { Range = new HttpRange(place.Offset, place.Length) };
        if (await ReadAsync(place.Container, place.Blob, range, cancellation) is not { } found) return null;
        var member = found.Content.ToMemory();
        return ArchiveMember.IsBlank(member.Span) ? null : ArchivedRecord.Read(member, place.Sha256);
    }

    /// <summary>Blanks records of one blob; all others stay where they are. Repeated, it changes nothing.</summary>
    /// <returns>The blob's hash now; null where there is no such blob.</returns>
    public Task<string?> BlankAsync(string container, string blob, IReadOnlyList<ArchivedPlace> places, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(places);
        return ChangeAsync(container, blob, content =>
        {
            foreach (var place in places)
            {
                var member = content.AsMemory((int)place.Offset, place.Length);
                if (ArchiveMember.IsBlank(member.Span)) continue;
                // What lies there must be what is meant, and nobody else's.
                ArchivedRecord.Read(member, place.Sha256);
                ArchiveMember.Blank(place.Length).CopyTo(member);
            }
        }, cancellation);
    }

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Asks for all blobs of a container that take hours to read.</summary>
    public async Task BringBackAsync(string container, CancellationToken cancellation)
    {
        var client = await containers.Value.GetAsync(container, cancellation);
        await foreach (var blob in client.GetBlobsAsync(cancellationToken: cancellation))
        {
            if (blob.Properties is { ArchiveStatus: null } properties && properties.AccessTier == AccessTier.Archive) await BringBackAsync(client.GetBlobClient(blob.Name), cancellation);
        }
    }

    /// <summary>Asks for a blob where it takes hours to read; one that is at hand, or is not there, is left as it is.</summary>
    public async Task BringBackAsync(string container, string blob, CancellationToken cancellation)
    {
        var client = await BlobAsync(container, blob, cancellation);
        try
        {
            if ((await client.GetPropertiesAsync(cancellationToken: cancellation)).Value is { ArchiveStatus: null } properties && properties.AccessTier == AccessTier.Archive) await BringBackAsync(client, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
        }
    }

    private async Task<string?> ChangeAsync(string container, string blob, Action<byte[]> change, CancellationToken cancellation)
    {
        // Again only when another has changed something else in between.
        while (true)
        {
            if (await DownloadAsync(container, blob, cancellation) is not { } found) return null;
            var content = found.Content.ToArray();
            change(content);
            var hash = HashOf(content);
            if (content.AsSpan().SequenceEqual(found.Content)) return hash;
            var counts = new Dictionary<string, string>(found.Details.Metadata, StringComparer.Ordinal) { [HashKey] = hash };
            try
            {
                await UploadAsync(await BlobAsync(container, blob, cancellation), content, counts, Only(found.Details.ETag), cancellation);
                return hash;
            }
            catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
            {
            }
        }
    }

    private async Task<BlobDownloadResult?> ReadAsync(string container, string blob, BlobDownloadOptions options, CancellationToken cancellation)
    {
        var client = await BlobAsync(container, blob, cancellation);
        try
        {
            return await client.DownloadContentAsync(options, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobArchived)
        {
            await BringBackAsync(client, cancellation);
            throw new ArchiveOfflineException();
        }
    }

    private static async Task BringBackAsync(BlobClient client, CancellationToken cancellation)
    {
        try
        {
            await client.SetAccessTierAsync(AccessTier.Cool, rehydratePriority: RehydratePriority.Standard, cancellationToken: cancellation);
        }
        // It is on its way.
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobBeingRehydrated)
        {
        }
    }

    private static async Task UploadAsync(BlobClient client, ReadOnlyMemory<byte> content, IDictionary<string, string> counts, BlobRequestConditions conditions, CancellationToken cancellation) =>
        await client.UploadAsync(BinaryData.FromBytes(content), new BlobUploadOptions
        {
            AccessTier = AccessTier.Cool,
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/gzip" },
            Metadata = counts,
            Conditions = conditions,
        }, cancellation);

    private static BlobRequestConditions Only(ETag? before) => before is { } tag ? new BlobRequestConditions { IfMatch = tag } : new BlobRequestConditions { IfNoneMatch = ETag.All };

    private async Task<BlobClient> BlobAsync(string container, string blob, CancellationToken cancellation) =>
        (await containers.Value.GetAsync(container, cancellation)).GetBlobClient(blob);
}
