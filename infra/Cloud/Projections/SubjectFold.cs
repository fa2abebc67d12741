using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Folds events of one subject into one build of a read model: one read and one write, again when another was faster. What
/// cannot be folded is parked before anything else is written, so that it is never lost.
/// </summary>
/// <param name="database">Through whose client documents are read and written.</param>
public sealed class SubjectFold(Database database, SubjectKeys keys, DeadLetters letters)
{
    private static readonly HashSet<string> None = [];

    private readonly FoldSignals _signals = new();

    /// <summary>Completes when this process has folded something of the subject.</summary>
    internal Task NextAsync(Projection projection, SubjectPlace place) => _signals.NextAsync(projection, place);

    internal void Raise(Projection projection, SubjectPlace place) => _signals.Raise(projection, place);

    /// <summary>The key of a subject for a kind of document.</summary>
    /// <returns>Erased: the subject's key is destroyed, and nothing that is personal can be made of them.</returns>
    internal async Task<(SubjectKey? Key, bool IsErased)> KeyAsync(ProjectedDocument declared, SubjectPlace place, CancellationToken cancellation)
    {
        if (!declared.Domains.Any(domain => domain.HasPersonal)) return (null, false);
        try
        {
            return (await keys.GetOrCreateAsync(place.TenantId, place.SubjectId, cancellation), false);
        }
        catch (SubjectKeyDestroyedException)
        {
            return (null, declared.Schema.HasPersonal);
        }
    }

    internal async Task<ReadDocument> ReadAsync(Projection projection, ProjectedDocument declared, SubjectPlace place, int build, SubjectKey? key, CancellationToken cancellation) =>
        await new ReadDocuments(database.GetContainer(projection.Name), declared, place, build).ReadAsync(key, cancellation);

    /// <param name="parks">False where somebody else answers for what does not fold here: the rebuild, for the build that it makes.</param>
    /// <param name="discarded">Ids of events that are known to be discarded.</param>
    /// <param name="isNew">The document is probably not there yet: it is made without being looked for, and looked for when that fails.</param>
    internal async Task<int> FoldAsync(
        Projection projection, SubjectEvents events, int build, bool parks, IReadOnlySet<string>? discarded, CancellationToken cancellation, bool isNew = false)
    {
        var (declared, place) = (events.Declared, events.Place);
        var (key, isErased) = await KeyAsync(declared, place, cancellation);
        if (isErased) return 0;
        var documents = new ReadDocuments(database.GetContainer(projection.Name), declared, place, build);
        var parked = new HashSet<FeedEvent>();
        var folded = 0;
        discarded ??= None;
        while (true)
        {
            var before = isNew ? ReadDocument.Empty : await documents.ReadAsync(key, cancellation);
            var outcome = new Folding(declared, key, discarded).Fold(before, events.Events);
            // What does not fold into nothing may well fold into what is there.
            if (isNew && (outcome.Stops.Count > 0 || !await documents.TryWriteAsync(outcome.Document, key, cancellation)))
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

            if (!isNew && outcome.Folded.Count > 0 && !await documents.TryWriteAsync(outcome.Document, key, cancellation)) continue;
            folded += outcome.Folded.Count;
            parked.UnionWith(stops.Select(stop => stop.Event));
            // Somebody may have folded what a parked event waits for, and looked for those that wait before it was parked.
            if (stops.Count > 0 && HasMoved(outcome.Document, await documents.ReadAsync(key, cancellation), stops)) continue;
            foreach (var fact in parked.Where(fact => fact.Step is { } step && step.At < outcome.Document.NextOf(step.Source)))
                await letters.SettleAsync(DeadLetter.IdOf(projection, fact), place, DeadLetterStatus.Replayed, callerId: null, reason: null, cancellation);
            if (folded > 0) _signals.Raise(projection, place);
            return folded;
        }
    }

    private static bool HasMoved(ReadDocument seen, ReadDocument now, IReadOnlyList<Stop> stops) =>
        stops.Select(stop => stop.Event.Step?.Source).OfType<string>().Any(source => seen.NextOf(source) != now.NextOf(source));
}

/// <summary>Events of one subject, and the kind of document that they become.</summary>
internal sealed record SubjectEvents(ProjectedDocument Declared, SubjectPlace Place, IReadOnlyList<FeedEvent> Events)
{
    public static IEnumerable<SubjectEvents> Group(Projection projection, IEnumerable<FeedEvent> events) =>
        from fact in events
        group fact by (Declared: projection.DocumentOf(fact.Domain), fact.Place) into one
        select new SubjectEvents(one.Key.Declared, one.Key.Place, [.. one]);
}
