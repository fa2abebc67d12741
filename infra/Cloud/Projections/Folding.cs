using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Folds events into a document. One that it holds already is passed over; one that cannot be folded, and what comes after it
/// in the same record, is left out and told. Pure.
/// </summary>
/// <param name="key">Of the subject; null for a document that holds nothing personal.</param>
/// <param name="discarded">Ids of events that an operator has taken out for good: they count as folded, and change nothing.</param>
/// <param name="consent">Of the subject, as it is known now; without one, nothing is made that needs it.</param>
internal sealed class Folding(ProjectedDocument declared, SubjectKey? key, IReadOnlySet<string> discarded, ConsentMark? consent = null)
{
    /// <param name="events">Of one document, in any order.</param>
    public FoldOutcome Fold(ReadDocument before, IEnumerable<FeedEvent> events)
    {
        var document = before with { Consent = ConsentMark.Later(before.Consent, consent) };
        var stops = new List<Stop>();
        var folded = new List<FeedEvent>();
        foreach (var fact in events.OrderBy(fact => fact.Step?.At))
        {
            if (fact.Step is not { } step)
            {
                if (!discarded.Contains(fact.Id)) stops.Add(Stop.Placeless(fact));
                continue;
            }

            var next = document.NextOf(step.Source);
            if (step.At < next) continue;
            var (after, stop) = discarded.Contains(fact.Id)
                ? (document with { Next = document.Next.SetItem(step.Source, step.Next) }, null)
                : step.At > next
                    ? (document, new Stop(fact, StopReason.Waiting, "An earlier event of the record is missing.", next.Version))
                    : FoldOne(document, fact, step);
            document = after;
            if (stop is null) folded.Add(fact);
            else stops.Add(stop);
        }

        return new FoldOutcome(document, folded, stops) { Patches = declared.Tally(before.Content, document.Content) };
    }

    private (ReadDocument After, Stop? Stop) FoldOne(ReadDocument document, FeedEvent fact, RecordStep step)
    {
        if (declared.DocumentOf(fact) is null) return (document, Stop.Placeless(fact));
        var reason = StopReason.Unreadable;
        try
        {
            var opened = EventDocuments.Read(fact.Domain, fact.Document, key);
            reason = StopReason.Unfoldable;
            var after = document with
            {
                Content = declared.AsConsented(declared.Fold(document.Content, fact.Domain, opened), document.Consent is { Stands: true }),
                ChangedAt = opened.At > document.ChangedAt ? opened.At : document.ChangedAt,
                Next = document.Next.SetItem(step.Source, step.Next),
            };
            // Also so that a tally that fails on this document fails here.
            if (declared.Tally(document.Content, after.Content).Count > TallyPatch.MostInBatch)
                throw new DeclarationException($"The read model's '{declared.Kind}'", ["one event changes more counters than a batch can"]);
            return (after, null);
        }
        // Opening and folding depend on nothing but the event and the document: whatever they throw, they throw again.
        catch (Exception e)
        {
            return (document, new Stop(fact, reason, Stop.Describe(e), WaitsFor: null));
        }
    }
}

/// <param name="Folded">Events that the document did not hold before, and holds now.</param>
internal sealed record FoldOutcome(ReadDocument Document, IReadOnlyList<FeedEvent> Folded, IReadOnlyList<Stop> Stops)
{
    /// <summary>What the document adds to tallies beside what it added before.</summary>
    public IReadOnlyList<TallyPatch> Patches { get; init; } = [];
}
