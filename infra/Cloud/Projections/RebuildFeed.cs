using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>Reads change feeds from their beginning, and archives, and folds them into a build, in bulk.</summary>
public sealed class RebuildFeed(
    BulkDatabase bulk, RebuildArchives archives, SubjectKeys keys, TenantKeys tenants, SubjectGate gate, DeadLetters letters, TimeProvider time, ProjectionOptions options)
{
    private readonly FeedFold _folds = new(new SubjectFold(bulk.Database, keys, tenants, letters), gate, letters);

    /// <summary>Goes on with a source until its end, or for a while.</summary>
    /// <exception cref="Archives.ArchiveDamagedException">An archive is not what was written.</exception>
    public async Task<RebuildProgress> ReadAsync(Projection projection, int build, RebuildSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(source);
        var discarded = await letters.DiscardedAsync(projection, place: null, cancellation);
        var domains = projection.DomainsIn(source.Container);
        var pages = source.IsArchive ? archives.ReadAsync(domains, source, cancellation) : ChangesAsync(domains, source, cancellation);
        var (started, read, folded) = (time.GetTimestamp(), 0L, 0L);
        await foreach (var page in pages)
        {
            read += page.Events.Count;
            // What is in an archive often goes with what is not.
            folded += await FoldAsync(projection, build, page.Events, discarded, isNew: !source.IsArchive, cancellation);
            source = page.After;
            if (time.GetElapsedTime(started) >= options.RebuildSlice) break;
        }

        return new RebuildProgress(source, read, folded);
    }

    private async IAsyncEnumerable<RebuildPage> ChangesAsync(IReadOnlyList<Domain> domains, RebuildSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = source.Continuation is null
            ? ChangeFeedStartFrom.Beginning(FeedRange.FromJsonString(source.Range))
            : ChangeFeedStartFrom.ContinuationToken(source.Continuation);
        using var pages = bulk.Database.GetContainer(source.Container)
            .GetChangeFeedStreamIterator(from, ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = options.RebuildPage });
        while (!source.IsAtEnd)
        {
            using var page = await pages.ReadNextAsync(cancellation);
            source = source with { Continuation = page.ContinuationToken, IsAtEnd = page.StatusCode == HttpStatusCode.NotModified };
            if (source.IsAtEnd)
            {
                yield return new RebuildPage([], source);
                continue;
            }

            page.EnsureSuccessStatusCode();
            using var changes = await JsonDocument.ParseAsync(page.Content, cancellationToken: cancellation);
            yield return new RebuildPage(
                [.. changes.RootElement.GetProperty("Documents").EnumerateArray().Select(change => FeedEvent.Of(domains, change)).OfType<FeedEvent>()], source);
        }
    }

    private async Task<long> FoldAsync(
        Projection projection, int build, IReadOnlyList<FeedEvent> events, IReadOnlySet<string> discarded, bool isNew, CancellationToken cancellation)
    {
        var documents = DocumentEvents.Group(projection, events).ToList();
        await gate.LookUpAsync(events, cancellation);
        var folded = 0L;
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.RebuildConcurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(documents, limit, async (document, token) =>
            Interlocked.Add(ref folded, await _folds.FoldAsync(projection, document, [build], build, discarded, token, isNew)));
        return folded;
    }
}
