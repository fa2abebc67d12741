using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Automation;

/// <summary>Follows events of a record that were parked.</summary>
public sealed class ReactionReplay(ReactionSet reactions, ReactionRun run, StoredEvents stored, SubjectGate gate, DeadLetters letters) : IReplay
{
    public bool Knows(DeadLetter letter) => letter.Reaction is not null;

    public async Task<IReadOnlyList<DeadLetter>> GoOnAsync(DeadLetter letter, string? callerId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (letter.Event.RecordId is not { } recordId || reactions.Find(letter.Reaction!) is not { } reaction) return [letter];
        while (true)
        {
            var parked = await letters.ParkedAsync(letter, cancellation);
            if (parked.Count == 0) return [];
            var events = await stored.ReadAsync([reaction.Domain], reaction.Domain.Container, letter.Place, recordId, sessionToken: null, cancellation);
            foreach (var one in parked)
            {
                if (events.FirstOrDefault(fact => fact.Id == one.Event.Id) is not { } fact) return parked;
                if (await run.TryAsync(reaction, fact, cancellation) is { } stop)
                {
                    // One that somebody has discarded meanwhile holds nothing up.
                    if ((await letters.ParkAsync(reaction, [stop], cancellation)).Count == 0) return await letters.ParkedAsync(letter, cancellation);
                    break;
                }

                await letters.SettleAsync(one.Id, one.Place, DeadLetterStatus.Replayed, callerId, reason: null, cancellation);
            }
        }
    }

    /// <summary>Goes on where the first that is parked waits for nothing any more.</summary>
    /// <param name="fact">One of the record's.</param>
    internal async Task GoOnIfSettledAsync(Reaction reaction, FeedEvent fact, CancellationToken cancellation)
    {
        if (fact.Step is not { } step || await letters.ParkedAsync(reaction, fact.Place, step.RecordId, cancellation) is not [{ Reason: StopReason.Waiting or StopReason.Restricted } first, ..]) return;
        if (first.Reason == StopReason.Restricted && await gate.IsClosedAsync(reaction.Domain, fact.Place, cancellation)) return;
        await GoOnAsync(first, callerId: null, cancellation);
    }
}
