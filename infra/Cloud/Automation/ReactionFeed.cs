using System.Text.Json;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Automation;

/// <summary>
/// What the trigger of a reaction does with a batch of changes. It ends well when each event of the batch is followed or parked;
/// when it fails, the same batch can be given again.
/// </summary>
public sealed class ReactionFeed(ReactionSet reactions, ReactionRun run, ReactionReplay replay, DeadLetters letters, SubjectGate gate, ReactionOptions options)
{
    /// <summary>Follows the batch's events: those of one record in order, different records side by side.</summary>
    /// <param name="name">Of the reaction.</param>
    public async Task RunAsync(string name, IReadOnlyList<JsonElement> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var reaction = reactions.Find(name) ?? throw new ArgumentException($"There is no reaction '{name}'.", nameof(name));
        var records = changes.Select(change => FeedEvent.Of([reaction.Domain], change)).OfType<FeedEvent>().Where(reaction.Concerns)
            .GroupBy(fact => (fact.Place, fact.Step?.RecordId))
            .Select(record => record.OrderBy(fact => fact.Step?.At).ToList())
            .ToList();
        if (records.Count == 0) return;
        // All that the batch needs at once, so that the records find it at hand.
        await gate.LookUpAsync(records.Select(record => record[0]), cancellation);
        var unfollowed = (await letters.UnfollowedAsync(reaction, records.Select(record => record[0].Step?.RecordId).OfType<Guid>(), cancellation))
            .ToLookup(letter => (letter.Place, letter.Event.RecordId));
        using var turns = new SemaphoreSlim(options.Concurrency);
        // All are waited for, also when one fails: a record that cannot go on now holds no other up.
        await Task.WhenAll(records.Select(FollowAsync));

        async Task FollowAsync(List<FeedEvent> record)
        {
            await turns.WaitAsync(cancellation);
            try
            {
                var isWaiting = await run.FollowAsync(reaction, record, unfollowed[(record[0].Place, record[0].Step?.RecordId)], cancellation);
                // What it waits for may have been settled meanwhile, by somebody who looked for those that wait before they were parked.
                if (isWaiting) await replay.GoOnIfSettledAsync(reaction, record[0], cancellation);
            }
            finally
            {
                turns.Release();
            }
        }
    }
}
