using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Projections;

/// <summary>
/// How far read models are behind: what the estimator of each change feed says. Asked for in the background while there are
/// readers, and not by each of them.
/// </summary>
public sealed class Freshness(Database database, TimeProvider time, ProjectionOptions options, ILogger<Freshness> log)
{
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>A moment up to which the read model holds everything; null where it has been behind since this process began to ask.</summary>
    public async Task<DateTimeOffset?> CompleteUntilAsync(Projection projection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var known = _known.GetOrAdd(projection.Name, _ => new Known());
        var age = time.GetUtcNow() - known.LookedAt;
        if (age < options.FreshnessInterval) return known.CompleteUntil;
        var looking = LookAsync(projection, known);
        if (age >= options.FreshnessLimit) await looking.WaitAsync(cancellation);
        return known.CompleteUntil;
    }

    /// <summary>Changes of each source that wait to be folded.</summary>
    public async Task<IReadOnlyList<SourceLag>> PendingAsync(Projection projection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return await Task.WhenAll(projection.Containers.Select(container => PendingAsync(projection, container, cancellation)));
    }

    /// <summary>Whether all that was in a source when this was asked is folded or parked.</summary>
    internal async Task<bool> HasPassedAsync(Projection projection, string container, CancellationToken cancellation) =>
        (await PendingAsync(projection, container, cancellation)).Pending == 0;

    private Task LookAsync(Projection projection, Known known)
    {
        lock (known)
        {
            return known.Looking is { IsCompleted: false } looking ? looking : known.Looking = LookOnceAsync();
        }

        async Task LookOnceAsync()
        {
            // What is written from now on may be missing.
            var now = time.GetUtcNow();
            try
            {
                var sources = await PendingAsync(projection, CancellationToken.None);
                if (sources.All(source => source.Pending == 0)) known.CompleteUntil = now;
            }
            // The documents may be read all the same, and what was known stays true.
            catch (CosmosException e)
            {
                log.NotKnown(e, projection.Name);
            }

            known.LookedAt = now;
        }
    }

    private async Task<SourceLag> PendingAsync(Projection projection, string container, CancellationToken cancellation)
    {
        var (source, leases, prefix) = (database.GetContainer(container), database.GetContainer(PlatformContainers.Leases.Name), projection.LeasePrefix(container));
        using var states = source.GetChangeFeedEstimator(prefix, leases).GetCurrentStateIterator();
        var (isRead, pending) = (false, 0L);
        while (states.HasMoreResults)
        {
            foreach (var lease in await states.ReadNextAsync(cancellation))
            {
                isRead = true;
                // The estimator counts a range in which nothing has ever happened as one behind.
                pending += lease.EstimatedLag == 1 && !await HasChangesAsync(source, leases, prefix, lease.LeaseToken, cancellation) ? 0 : lease.EstimatedLag;
            }
        }

        return new SourceLag(container, isRead ? pending : null);
    }

    /// <summary>Whether there is a change at all in the range of a lease.</summary>
    private static async Task<bool> HasChangesAsync(Container source, Container leases, string prefix, string token, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE STARTSWITH(c.id, @prefix) AND c.LeaseToken = @token")
            .WithParameter("@prefix", prefix).WithParameter("@token", token);
        using var found = leases.GetItemQueryIterator<JsonObject>(query);
        while (found.HasMoreResults)
        {
            foreach (var lease in await found.ReadNextAsync(cancellation))
            {
                if (lease["ContinuationToken"] is not null || lease["FeedRange"] is not { } range) return true;
                using var changes = source.GetChangeFeedStreamIterator(
                    ChangeFeedStartFrom.Beginning(FeedRange.FromJsonString(range.ToJsonString())), ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = 1 });
                using var first = await changes.ReadNextAsync(cancellation);
                return first.StatusCode != HttpStatusCode.NotModified;
            }
        }

        return true;
    }

    private sealed class Known
    {
        public DateTimeOffset LookedAt { get; set; }

        public DateTimeOffset? CompleteUntil { get; set; }

        public Task? Looking { get; set; }
    }
}

/// <param name="Pending">Changes that wait to be folded, about; null where nobody has begun to read the feed.</param>
public sealed record SourceLag(string Container, long? Pending);

internal static partial class FreshnessLog
{
    [LoggerMessage(30, LogLevel.Warning, "How far the read model {Projection} is behind is not known")]
    public static partial void NotKnown(this ILogger log, Exception exception, string projection);
}
