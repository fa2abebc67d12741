using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Folds events of one document into one build of a read model: one read and one write, again when another was faster. What
/// cannot be folded is parked before the last of it is written, so that it is never lost.
/// </summary>
/// <param name="database">Through whose client documents are read and written.</param>
public sealed class SubjectFold(Database database, SubjectKeys keys, TenantKeys tenants, DeadLetters letters)
{
    private static readonly HashSet<string> None = [];

    private readonly FoldSignals _signals = new();

    /// <summary>Completes when this process has folded something into a partition.</summary>
    internal Task NextAsync(Projection projection, SubjectPlace partition) => _signals.NextAsync(projection, partition);

    internal void Raise(Projection projection, SubjectPlace partition) => _signals.Raise(projection, partition);

    /// <summary>The key of a subject for a kind of document; none for one that holds nothing personal.</summary>
    /// <returns>Erased: the subject's key is destroyed, and nothing that is personal can be made of them.</returns>
    internal async Task<(SubjectKey? Key, bool IsErased)> KeyAsync(ProjectedDocument declared, SubjectPlace subject, CancellationToken cancellation)
    {
        if (!declared.IsPersonal) return (null, false);
        try
        {
            return (await keys.GetOrCreateAsync(subject.TenantId, subject.SubjectId, cancellation), false);
        }
        catch (SubjectKeyDestroyedException)
        {
            return (null, true);
        }
    }

    /// <param name="subject">Whose events it is made of.</param>
    internal async Task<ReadDocument> ReadAsync(
        Projection projection, ProjectedDocument declared, DocumentPlace place, SubjectPlace subject, int build, SubjectKey? key, CancellationToken cancellation) =>
        await new ReadDocuments(database.GetContainer(projection.Name), declared, place, subject, build).ReadAsync(key, cancellation);

    /// <param name="parks">False where somebody else answers for what does not fold here: the rebuild, for the build that it makes.</param>
    /// <param name="discarded">Ids of events that are known to be discarded.</param>
    /// <param name="isNew">The document is probably not there yet: it is made without being looked for, and looked for when that fails.</param>
    internal async Task<int> FoldAsync(
        Projection projection, DocumentEvents events, int build, bool parks, IReadOnlySet<string>? discarded, CancellationToken cancellation, bool isNew = false)
    {
        var (declared, place) = (events.Declared, events.Place);
        var (key, isErased) = await KeyAsync(declared, events.Subject, cancellation);
        if (isErased) return 0;
        if (place is null)
        {
            if (parks) await letters.ParkAsync(projection, [.. events.Events.Select(Stop.Placeless)], cancellation);
            return 0;
        }

        var blind = declared.IsSearched ? await tenants.BlindIndexAsync(events.Subject.TenantId, cancellation) : null;
        var consent = await ConsentMark.FindAsync(keys, declared, events.Subject, cancellation);
        var documents = new ReadDocuments(database.GetContainer(projection.Name), declared, place, events.Subject, build);
        var parked = new HashSet<FeedEvent>();
        var folded = 0;
        discarded ??= None;
        var some = events.Events;
        while (true)
        {
            var before = isNew ? ReadDocument.Empty : await documents.ReadAsync(key, cancellation);
            var outcome = new Folding(declared, key, discarded, consent).Fold(before, some);
            if (outcome.Patches.Count > TallyPatch.MostInBatch)
            {
                some = [.. outcome.Folded.Take(outcome.Folded.Count / 2)];
                continue;
            }

            // What does not fold into nothing may well fold into what is there.
            if (isNew && (outcome.Stops.Count > 0 || !await documents.TryWriteAsync(outcome.Document, outcome.Patches, key, blind, cancellation)))
            {
                isNew = false;
                continue;
            }

            var stops = parks ? outcome.Stops : [];
            if (stops.Count > 0 && await letters.ParkAsync(projection, stops, cancellation) is { Count: > 0 } known)
            {
                discarded = discarded.Union(known).ToHashSet(StringComparer.Ordinal);
                continue;
            }

            if (!isNew && outcome.Folded.Count > 0 && !await documents.TryWriteAsync(outcome.Document, outcome.Patches, key, blind, cancellation)) continue;
            folded += outcome.Folded.Count;
            if (some.Count < events.Events.Count)
            {
                (some, isNew) = (events.Events, false);
                continue;
            }

            parked.UnionWith(stops.Select(stop => stop.Event));
            // Somebody may have folded what a parked event waits for, and looked for those that wait before it was parked.
            if (stops.Count > 0 && HasMoved(outcome.Document, await documents.ReadAsync(key, cancellation), stops)) continue;
            foreach (var fact in parked.Where(fact => fact.Step is { } step && step.At < outcome.Document.NextOf(step.Source)))
                await letters.SettleAsync(DeadLetter.IdOf(projection, fact), fact.Place, DeadLetterStatus.Replayed, callerId: null, reason: null, cancellation);
            if (folded > 0) _signals.Raise(projection, place.Partition);
            return folded;
        }
    }

    /// <summary>Brings those to their end that were parked and are folded by now.</summary>
    internal async Task SettleAsync(Projection projection, DocumentEvents events, int build, IReadOnlyList<FeedEvent> parked, CancellationToken cancellation)
    {
        if (events.Place is not { } place) return;
        var (key, _) = await KeyAsync(events.Declared, events.Subject, cancellation);
        var document = await ReadAsync(projection, events.Declared, place, events.Subject, build, key, cancellation);
        foreach (var fact in parked.Where(fact => fact.Step is { } step && step.At < document.NextOf(step.Source)))
            await letters.SettleAsync(DeadLetter.IdOf(projection, fact), fact.Place, DeadLetterStatus.Replayed, callerId: null, reason: null, cancellation);
    }

    private static bool HasMoved(ReadDocument seen, ReadDocument now, IReadOnlyList<Stop> stops) =>
        stops.Select(stop => stop.Event.Step?.Source).OfType<string>().Any(source => seen.NextOf(source) != now.NextOf(source));
}
