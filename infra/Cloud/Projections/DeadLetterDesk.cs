using Serverless.Cloud.Keys;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Projections;

/// <summary>
/// What operators do with dead letters. Replaying folds the events of the record, or follows them, in order, from the first that
/// is missing, as they are stored now; so it also brings back what was parked only because it had to wait.
/// </summary>
public sealed class DeadLetterDesk(DeadLetters letters, SubjectKeys keys, IEnumerable<IReplay> replays)
{
    /// <summary>Replays the letter's record. Repeated, it changes nothing.</summary>
    /// <param name="callerId">Who wants it.</param>
    public async Task<Result<DeadLetter>> ReplayAsync(string tenantId, Guid id, string callerId, CancellationToken cancellation)
    {
        if (await letters.FindAsync(tenantId, id, cancellation) is not { } letter) return ProjectionErrors.DeadLetterNotFound;
        if (letter.Status == DeadLetterStatus.Replayed) return letter;
        if (letter.Status == DeadLetterStatus.Discarded) return ProjectionErrors.Settled(letter.Status);
        if (await IsRestrictedAsync(letter, cancellation)) return ProjectionErrors.Restricted;
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
            if (await IsRestrictedAsync(letter, cancellation)) return ProjectionErrors.Restricted;
            if (letter.At is not null && await letters.ParkedAsync(letter, cancellation) is [var first, ..] && first.Id != letter.Id) return ProjectionErrors.NotFirstBefore(first.Id);
            letter = (await letters.SettleAsync(id, letter.Place, DeadLetterStatus.Discarded, callerId, reason, cancellation))!;
            // Somebody has just replayed it.
            if (letter.Status != DeadLetterStatus.Discarded) return ProjectionErrors.Settled(letter.Status);
        }

        // Also for one that was discarded before: the process may have ended before the record went on.
        await GoOnAsync(letter, callerId, cancellation);
        return letter;
    }

    /// <summary>It waits for a restriction that stands, or for another event of its record that does.</summary>
    private async Task<bool> IsRestrictedAsync(DeadLetter letter, CancellationToken cancellation) =>
        (await letters.ParkedAsync(letter, cancellation)).Any(one => one.Reason == StopReason.Restricted)
        && (await keys.ReadStandingAsync(letter.TenantId, letter.SubjectId, cancellation)).IsRestricted;

    private Task<IReadOnlyList<DeadLetter>> GoOnAsync(DeadLetter letter, string callerId, CancellationToken cancellation) =>
        replays.Single(replay => replay.Knows(letter)).GoOnAsync(letter, callerId, cancellation);
}
