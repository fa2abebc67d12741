using Serverless.Cloud.Automation;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Projections;

/// <summary>
/// What operators do with dead letters. Replaying folds the events of the record, or follows them, in order, from the first that
/// is missing, as they are stored now; so it also brings back what was parked only because it had to wait.
/// </summary>
public sealed class DeadLetterDesk(ProjectionSet projections, DeadLetters letters, Authority authority, SubjectFold folds, Builds builds, ReactionReplay reactions)
{
    /// <summary>Replays the letter's record. Repeated, it changes nothing.</summary>
    /// <param name="callerId">Who wants it.</param>
    public async Task<Result<DeadLetter>> ReplayAsync(string tenantId, Guid id, string callerId, CancellationToken cancellation)
    {
        if (await letters.FindAsync(tenantId, id, cancellation) is not { } letter) return ProjectionErrors.DeadLetterNotFound;
        if (letter.Status == DeadLetterStatus.Replayed) return letter;
        if (letter.Status == DeadLetterStatus.Discarded) return ProjectionErrors.Settled(letter.Status);
        var left = await GoOnAsync(letter, callerId, cancellation);
        var after = (await letters.FindAsync(tenantId, id, cancellation))!;
        return after.Status == DeadLetterStatus.Replayed ? after : ProjectionErrors.StillFailsAt(left.Count > 0 ? left[0] : after);
    }

    /// <summary>Takes the event out for good, in every build of the read model, and goes on with the later ones of its record.</summary>
    public async Task<Result<DeadLetter>> DiscardAsync(string tenantId, Guid id, string callerId, string reason, CancellationToken cancellation)
    {
        if (await letters.FindAsync(tenantId, id, cancellation) is not { } letter) return ProjectionErrors.DeadLetterNotFound;
        if (letter.Status == DeadLetterStatus.Replayed) return ProjectionErrors.Settled(letter.Status);
        if (letter.Status == DeadLetterStatus.Parked)
        {
            var first = letter.At is null ? letter : (await letters.ParkedAsync(letter, cancellation))[0];
            if (first.Id != letter.Id) return ProjectionErrors.NotFirstBefore(first.Id);
            letter = (await letters.SettleAsync(id, letter.Place, DeadLetterStatus.Discarded, callerId, reason, cancellation))!;
        }

        // Also for one that was discarded before: the process may have ended before the record went on.
        await GoOnAsync(letter, callerId, cancellation);
        return letter;
    }

    /// <returns>Those of the record that are still parked.</returns>
    private Task<IReadOnlyList<DeadLetter>> GoOnAsync(DeadLetter letter, string callerId, CancellationToken cancellation) =>
        letter.Reaction is null ? FoldRecordAsync(letter, callerId, cancellation) : reactions.GoOnAsync(letter, callerId, cancellation);

    private async Task<IReadOnlyList<DeadLetter>> FoldRecordAsync(DeadLetter letter, string callerId, CancellationToken cancellation)
    {
        if (letter.Event.RecordId is not { } recordId || letter.Source is not { } source) return [letter];
        var projection = projections.Find(letter.Projection!)!;
        var declared = projection.Documents.Single(document => document.Domains.Any(domain => domain.RecordType == letter.Event.RecordType));
        while (true)
        {
            var events = await authority.EventsAsync(declared, letter.Event.Container, letter.Place, recordId, sessionToken: null, cancellation);
            var discarded = await letters.DiscardedAsync(projection, letter.Place, cancellation);
            var state = await builds.GetAsync(projection, cancellation);
            var documents = DocumentEvents.Group(projection, events).ToList();
            foreach (var build in state.Folded)
            {
                foreach (var one in documents)
                    await folds.FoldAsync(projection, one, build, parks: build == state.Active, discarded, cancellation);
            }

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
