using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
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

    /// <summary>A moment up to which the read model holds everything; null where one of its feeds is not read yet, or that cannot be known.</summary>
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
                if (CompleteUntil(sources, now) is { } complete && !(complete < known.CompleteUntil)) known.CompleteUntil = complete;
            }
            // The documents may be read all the same, and what was known stays true.
            catch (CosmosException e)
            {
                log.NotKnown(e, projection.Name);
            }

            known.LookedAt = now;
        }
    }

    /// <summary>What was written before the oldest change that waits is folded, for each range is read in the order in which it was written.</summary>
    private static DateTimeOffset? CompleteUntil(IReadOnlyList<SourceLag> sources, DateTimeOffset now)
    {
        var behind = sources.Where(source => source.Pending != 0).ToList();
        if (behind.Count == 0) return now;
        return behind.All(source => source.PendingSince is not null) ? behind.Min(source => source.PendingSince) : null;
    }

    private async Task<SourceLag> PendingAsync(Projection projection, string container, CancellationToken cancellation)
    {
        var (source, leases, prefix) = (database.GetContainer(container), database.GetContainer(PlatformContainers.Leases.Name), projection.LeasePrefix(container));
        using var states = source.GetChangeFeedEstimator(prefix, leases).GetCurrentStateIterator();
        var (isRead, pending, oldest) = (false, 0L, DateTimeOffset.MaxValue);
        while (states.HasMoreResults)
        {
            foreach (var lease in await states.ReadNextAsync(cancellation))
            {
                isRead = true;
                // The estimator counts a range in which nothing has ever happened as one behind.
                if (lease.EstimatedLag == 0 || await NextAsync(source, leases, prefix, lease.LeaseToken, cancellation) is not { } next) continue;
                pending += lease.EstimatedLag;
                if (next < oldest) oldest = next;
            }
        }

        return new SourceLag(container, isRead ? pending : null, pending > 0 && oldest > DateTimeOffset.MinValue ? oldest : null);
    }

    /// <summary>When the change was written that the holder of a lease is given next, the least value where that is not known; null where there is none.</summary>
    private static async Task<DateTimeOffset?> NextAsync(Container source, Container leases, string prefix, string token, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE STARTSWITH(c.id, @prefix) AND c.LeaseToken = @token")
            .WithParameter("@prefix", prefix).WithParameter("@token", token);
        using var found = leases.GetItemQueryIterator<JsonObject>(query);
        while (found.HasMoreResults)
        {
            foreach (var lease in await found.ReadNextAsync(cancellation))
            {
                // A lease keeps what the wire calls the continuation, and no token that an iterator could be started from.
                var from = (string?)lease["ContinuationToken"];
                var options = new ChangeFeedRequestOptions { PageSizeHint = 1, AddRequestHeaders = from is null ? null : headers => headers.Set("If-None-Match", from) };
                using var changes = source.GetChangeFeedStreamIterator(
                    ChangeFeedStartFrom.Beginning(FeedRange.FromJsonString(lease["FeedRange"]!.ToJsonString())), ChangeFeedMode.LatestVersion, options);
                using var first = await changes.ReadNextAsync(cancellation);
                if (first.StatusCode == HttpStatusCode.NotModified) return null;
                first.EnsureSuccessStatusCode();
                var page = (await JsonSerializer.DeserializeAsync<JsonObject>(first.Content, cancellationToken: cancellation))!;
                return DateTimeOffset.FromUnixTimeSeconds((long)page["Documents"]![0]!["_ts"]!);
            }
        }

        // The range was split in between, and its parts have leases of their own.
        return DateTimeOffset.MinValue;
    }

    private sealed class Known
    {
        public DateTimeOffset LookedAt { get; set; }

        public DateTimeOffset? CompleteUntil { get; set; }

        public Task? Looking { get; set; }
    }
}

/// <param name="Pending">Changes that wait to be folded, about; null where nobody has begun to read the feed.</param>
/// <param name="PendingSince">When the first of them was written; null where none waits, or that is not known.</param>
public sealed record SourceLag(string Container, long? Pending, DateTimeOffset? PendingSince);

internal static partial class FreshnessLog
{
    [LoggerMessage(30, LogLevel.Warning, "How far the read model {Projection} is behind is not known")]
    public static partial void NotKnown(this ILogger log, Exception exception, string projection);
}
