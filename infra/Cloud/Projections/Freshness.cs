using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Projections;

/// <summary>
/// How far read models are behind: what the estimator of each change feed says. Asked for in the background while there are
/// readers, and not by each of them.
/// </summary>
public sealed class Freshness(Database database, TimeProvider time, ProjectionOptions options)
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
            var sources = await PendingAsync(projection, CancellationToken.None);
            if (sources.All(source => source.Pending == 0)) known.CompleteUntil = now;
            known.LookedAt = now;
        }
    }

    private async Task<SourceLag> PendingAsync(Projection projection, string container, CancellationToken cancellation)
    {
        var estimator = database.GetContainer(container)
            .GetChangeFeedEstimator(projection.LeasePrefix(container), database.GetContainer(PlatformContainers.Leases.Name));
        using var states = estimator.GetCurrentStateIterator();
        var (isRead, pending) = (false, 0L);
        while (states.HasMoreResults)
        {
            foreach (var lease in await states.ReadNextAsync(cancellation))
            {
                isRead = true;
                pending += lease.EstimatedLag;
            }
        }

        return new SourceLag(container, isRead ? pending : null);
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
