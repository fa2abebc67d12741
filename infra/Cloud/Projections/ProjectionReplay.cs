namespace Serverless.Cloud.Projections;

/// <summary>Folds events of a record that were parked, into every build of their read model.</summary>
public sealed class ProjectionReplay(ProjectionSet projections, DeadLetters letters, Authority authority, FeedFold feed, SubjectFold folds, Builds builds) : IReplay
{
    public bool Knows(DeadLetter letter) => letter.Projection is not null;

    public async Task<IReadOnlyList<DeadLetter>> GoOnAsync(DeadLetter letter, string? callerId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (letter.Event.RecordId is not { } recordId || letter.Source is not { } source || projections.Find(letter.Projection!) is not { } projection) return [letter];
        var declared = projection.Documents.Single(document => document.Domains.Any(domain => domain.RecordType == letter.Event.RecordType));
        while (true)
        {
            var events = await authority.EventsAsync(declared, letter.Event.Container, letter.Place, recordId, sessionToken: null, cancellation);
            var discarded = await letters.DiscardedAsync(projection, letter.Place, cancellation);
            var state = await builds.GetAsync(projection, cancellation);
            var documents = DocumentEvents.Group(projection, events).ToList();
            foreach (var one in documents)
                await feed.FoldAsync(projection, one, [.. state.Folded], state.Active, discarded, cancellation);

            var parked = await letters.ParkedAsync(letter, cancellation);
            if (documents.Find(one => one.Place is not null)?.Place is not { } place) return parked;
            var (key, _) = await folds.KeyAsync(declared, letter.Place, cancellation);
            var document = await folds.ReadAsync(projection, declared, place, letter.Place, state.Active, key, cancellation);
            var done = parked.Where(one => one.At < document.NextOf(source)).ToList();
            foreach (var one in done)
                await letters.SettleAsync(one.Id, one.Place, DeadLetterStatus.Replayed, callerId, reason: null, cancellation);
            var left = parked.Except(done).ToList();
            // One that was parked meanwhile, and waits for what has just been folded, is tried as well.
            if (left.Count == 0 || events.Any(fact => fact.Id == left[0].Event.Id)) return left;
        }
    }
}
