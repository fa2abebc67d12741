using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Queries;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.ChangeFeed;

/// <summary>Reads pages of a container's log in the order of its LSNs.</summary>
internal static class ChangeFeedReader
{
    /// <exception cref="RequestException">400: the versions asked for are no longer kept.</exception>
    public static async ValueTask<ChangeFeedPage> ReadAsync(
        ContainerResource container, ChangeFeedRequest request, CancellationToken cancellationToken)
    {
        using var snapshot = await container.Store.ReadAsync(cancellationToken);
        var after = request.Start.Resolve(snapshot);
        return request.Mode == ChangeFeedMode.LatestVersion
            ? Read(snapshot, request, snapshot.Changes(after, request.Scope), item => item.Lsn, FeedItem.Latest, cancellationToken)
            : Read(
                snapshot, request, Versions(snapshot, after, request.Scope), version => version.Lsn,
                version => FeedItem.Version(version, container.Definition.PartitionKey), cancellationToken);
    }

    private static IEnumerable<VersionRecord> Versions(ReadTransaction snapshot, long after, EpkRange scope) =>
        after >= snapshot.PurgedLsn
            ? snapshot.Versions(after, scope)
            : throw RequestErrors.BadRequest("The continuation lies before the versions and deletes that the container still keeps.");

    private static ChangeFeedPage Read<T>(
        ReadTransaction snapshot,
        ChangeFeedRequest request,
        IEnumerable<T> log,
        Func<T, long> lsnOf,
        Func<T, byte[]> write,
        CancellationToken cancellationToken)
    {
        using var page = new PageWriter(int.MaxValue);
        long last = 0;
        foreach (var entry in log)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lsn = lsnOf(entry);

            // A transaction is one LSN; a page that ended inside it would lose the rest, since the next begins after it.
            if (lsn != last && (page.Count >= request.MaxItems || page.IsFull)) return new(page.Finish(), page.Count, last);
            page.Add(write(entry));
            last = lsn;
        }

        return new ChangeFeedPage(page.Finish(), page.Count, snapshot.LastLsn);
    }
}
