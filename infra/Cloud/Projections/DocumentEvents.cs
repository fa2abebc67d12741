namespace Serverless.Cloud.Projections;

/// <summary>Events of one document.</summary>
/// <param name="Place">Null where none of them says in which document they belong.</param>
/// <param name="Subject">Whose they are; of a document that holds nothing personal, of one of them.</param>
internal sealed record DocumentEvents(ProjectedDocument Declared, DocumentPlace? Place, SubjectPlace Subject, IReadOnlyList<FeedEvent> Events)
{
    public static IEnumerable<DocumentEvents> Group(Projection projection, IEnumerable<FeedEvent> events)
    {
        var placed = events.Select(fact => (Fact: fact, Declared: projection.DocumentOf(fact.Domain)))
            // What is personal of nobody is nothing; only what is counted goes on.
            .Where(one => !(one.Fact.IsAnonymised && one.Declared.IsPersonal))
            .Select(one => (one.Fact, one.Declared, Place: one.Declared.DocumentOf(one.Fact))).ToList();
        // One that does not say where it belongs goes with the others of its record, so that these can go on when it is discarded.
        var ofRecords = placed.Any(one => one.Place is null)
            ? placed.Where(one => one is { Place: not null, Fact.Step: not null }).GroupBy(one => one.Fact.Step!.Source).ToDictionary(one => one.Key, one => one.First().Place)
            : [];
        return from one in placed
               let place = one.Place ?? (one.Fact.Step is { } step ? ofRecords.GetValueOrDefault(step.Source) : null)
               group one.Fact by (one.Declared, place, Owner: one.Declared.IsPersonal ? one.Fact.Place : null) into document
               select new DocumentEvents(document.Key.Declared, document.Key.place, document.Key.Owner ?? document.First().Place, [.. document]);
    }
}
