using System.Runtime.CompilerServices;
using Serverless.Cloud.Archives;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>Archives as a source of a rebuild, blob by blob: none is larger than what fits into memory several times.</summary>
public sealed class RebuildArchives(ArchiveIndex index, ArchiveBlobs blobs)
{
    /// <summary>Ends where it has to wait: from then on, all that this source is made of is on its way.</summary>
    /// <exception cref="ArchiveDamagedException">An archive is not what was written.</exception>
    internal async IAsyncEnumerable<RebuildPage> ReadAsync(IReadOnlyList<Domain> domains, RebuildSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        source = source with { IsOffline = false };
        while (source is { IsAtEnd: false, IsOffline: false })
        {
            if (await index.PartAsync(source.Container, source.Continuation, cancellation) is not { } page)
            {
                // An older version has noted it down: once more from the beginning, what is folded already is passed over.
                source = source with { Continuation = null };
                continue;
            }

            var part = page.Items.FirstOrDefault(part => domains.Any(domain => domain.RecordType == part.RecordType));
            var events = part is null ? [] : await EventsAsync(domains, part, cancellation);
            source = events is null ? source with { IsOffline = true } : source with { Continuation = page.Continuation, IsAtEnd = page.Continuation is null };
            yield return new RebuildPage(events ?? [], source);
        }
    }

    /// <returns>None where the blob's time is over; null where it takes hours to read.</returns>
    private async Task<IReadOnlyList<FeedEvent>?> EventsAsync(IReadOnlyList<Domain> domains, ArchivePart part, CancellationToken cancellation)
    {
        try
        {
            return await blobs.DownloadAsync(part.BlobContainer, part.Blob, cancellation) is { } blob
                ? [.. ArchiveContent.DocumentsOf(blob).Select(document => FeedEvent.Of(domains, document)).OfType<FeedEvent>()]
                : [];
        }
        catch (ArchiveOfflineException)
        {
            await blobs.BringBackAsync(part.BlobContainer, cancellation);
            return null;
        }
    }
}
