using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects.ReadModels;

/// <summary>
/// Makes a subject's documents again of what is stored of them, when records are gone for good: what followed from these goes with them,
/// as it would in a rebuild. Told again, it changes nothing.
/// </summary>
public sealed class ReadModelRefold(
    ProjectionSet projections, Database database, Builds builds, StoredEvents stored, DeadLetters letters, SubjectFold folds, SubjectKeys keys, TenantKeys tenants, TimeProvider time)
{
    /// <summary>A replica of the store may not have yet what another one had that long ago.</summary>
    private static readonly TimeSpan MostLag = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="gone">Records of the domain.</param>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    /// <exception cref="ArchiveOfflineException">Something else that a document is made of is archived where it takes hours to read.</exception>
    /// <exception cref="ArchiveDamagedException">It is archived, and cannot be read.</exception>
    public async Task RefoldAsync(SubjectPlace subject, Domain domain, IEnumerable<Guid> gone, CancellationToken cancellation)
    {
        var sources = gone.Select(record => RecordStep.SourceOf(domain, record)).ToHashSet(StringComparer.Ordinal);
        foreach (var projection in projections.All)
        {
            var kinds = projection.Documents.Where(kind => kind.IsFoundBySubject && kind.Domains.Contains(domain)).ToList();
            if (kinds.Count == 0) continue;
            var state = await builds.ReadAsync(projection, cancellation);
            var documents = new SubjectDocuments(projection, database);
            foreach (var document in await documents.FindAsync(kinds, subject, state, cancellation))
                await RefoldAsync(projection, document, documents.Of(document, subject), subject, sources, cancellation);
        }
    }

    private async Task RefoldAsync(
        Projection projection, ModelDocument document, ReadDocuments documents, SubjectPlace subject, HashSet<string> gone, CancellationToken cancellation)
    {
        var declared = document.Declared;
        var (key, isErased) = await folds.KeyAsync(declared, subject, cancellation);
        // An erasure does more than this.
        if (isErased) return;
        var blind = declared.IsSearched ? await tenants.BlindIndexAsync(subject.TenantId, cancellation) : null;
        // Again when it was folded into meanwhile, and where more is owed to counters than goes into a batch.
        while (true)
        {
            var before = await documents.ReadAsync(key, cancellation);
            if (before.ETag is null) return;
            var events = (await stored.ReadAsync(declared.Domains, subject, cancellation))
                .Where(fact => !(fact.IsAnonymised && declared.IsPersonal) && declared.DocumentOf(fact) == document.Place).ToList();
            if (IsAhead(before, events, gone, time.GetUtcNow()))
            {
                await Task.Delay(Pause, time, cancellation);
                continue;
            }

            var consent = await ConsentMark.FindAsync(keys, declared, subject, cancellation);
            var discarded = await letters.DiscardedAsync(projection, subject, cancellation);
            var outcome = new Folding(declared, key, discarded, consent).Fold(ReadDocument.Empty with { Consent = before.Consent }, events);
            // What has folded before, and does not any more, must not be lost.
            if (outcome.Stops.Count > 0) await letters.ParkAsync(projection, outcome.Stops, cancellation);
            var after = outcome.Document;
            if (before.IsAs(after) && before.Consent == after.Consent) return;
            if (!await documents.TryReplaceAsync(before, after, key, blind, cancellation)) continue;
            folds.Raise(projection, document.Place.Partition);
            return;
        }
    }

    /// <summary>Whether a document holds events that were not found although their record is not gone: they are not seen yet.</summary>
    /// <param name="events">That were found after the document was read.</param>
    /// <param name="gone">Records that are known to be gone; others may have gone long ago.</param>
    internal static bool IsAhead(ReadDocument document, IReadOnlyList<FeedEvent> events, IReadOnlySet<string> gone, DateTimeOffset now)
    {
        var found = events.Select(fact => fact.Step).OfType<RecordStep>().GroupBy(step => step.Source).ToDictionary(steps => steps.Key, steps => steps.Max(step => step.Next));
        return document.Next.Any(held => found.TryGetValue(held.Key, out var next)
            ? next < held.Value
            : !gone.Contains(held.Key) && now - document.ChangedAt < MostLag);
    }
}
