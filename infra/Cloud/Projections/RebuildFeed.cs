using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Projections;

/// <summary>A part of a container's change feed, and how far it is read.</summary>
/// <param name="Continuation">Null at the beginning.</param>
public sealed record RebuildSource(string Container, string Range, string? Continuation)
{
    /// <summary>There was nothing more to read, when it was read last.</summary>
    public bool IsAtEnd { get; init; }
}

/// <summary>What was read of a source in one go.</summary>
/// <param name="Read">Events.</param>
/// <param name="Folded">Those that the build did not hold yet.</param>
public sealed record RebuildProgress(RebuildSource Source, long Read, long Folded);

/// <summary>Reads a change feed from its beginning and folds it into a build, in bulk.</summary>
public sealed class RebuildFeed(BulkDatabase bulk, SubjectKeys keys, TenantKeys tenants, SubjectGate gate, DeadLetters letters, TimeProvider time, ProjectionOptions options)
{
    private readonly FeedFold _folds = new(new SubjectFold(bulk.Database, keys, tenants, letters), gate, letters);

    /// <summary>Goes on with a source until its end, or for a while.</summary>
    public async Task<RebuildProgress> ReadAsync(Projection projection, int build, RebuildSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(source);
        var discarded = await letters.DiscardedAsync(projection, place: null, cancellation);
        var from = source.Continuation is null
            ? ChangeFeedStartFrom.Beginning(FeedRange.FromJsonString(source.Range))
            : ChangeFeedStartFrom.ContinuationToken(source.Continuation);
        using var pages = bulk.Database.GetContainer(source.Container)
            .GetChangeFeedStreamIterator(from, ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = options.RebuildPage });
        var domains = projection.DomainsIn(source.Container);
        var (started, read, folded) = (time.GetTimestamp(), 0L, 0L);
        while (true)
        {
            using var page = await pages.ReadNextAsync(cancellation);
            if (page.StatusCode == HttpStatusCode.NotModified)
                return new RebuildProgress(source with { Continuation = page.ContinuationToken, IsAtEnd = true }, read, folded);
            page.EnsureSuccessStatusCode();
            using var changes = await JsonDocument.ParseAsync(page.Content, cancellationToken: cancellation);
            var events = changes.RootElement.GetProperty("Documents").EnumerateArray().Select(change => FeedEvent.Of(domains, change)).OfType<FeedEvent>().ToList();
            read += events.Count;
            folded += await FoldAsync(projection, build, events, discarded, cancellation);
            source = source with { Continuation = page.ContinuationToken };
            if (time.GetElapsedTime(started) >= options.RebuildSlice) return new RebuildProgress(source, read, folded);
        }
    }

    private async Task<long> FoldAsync(Projection projection, int build, IReadOnlyList<FeedEvent> events, IReadOnlySet<string> discarded, CancellationToken cancellation)
    {
        var documents = DocumentEvents.Group(projection, events).ToList();
        await gate.LookUpAsync(events, cancellation);
        var folded = 0L;
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.RebuildConcurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(documents, limit, async (document, token) =>
            Interlocked.Add(ref folded, await _folds.FoldAsync(projection, document, [build], build, discarded, token, isNew: true)));
        return folded;
    }
}
