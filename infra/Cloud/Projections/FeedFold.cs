using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Folds what a feed brings into builds of a read model, but for events of subjects whose data is restricted: these are parked,
/// and nothing is made of them until that has ended.
/// </summary>
public sealed class FeedFold(SubjectFold folds, SubjectGate gate, DeadLetters letters)
{
    /// <param name="builds">All that the events go into.</param>
    /// <param name="parking">The one of them for which is parked what does not fold; somebody else answers for the others.</param>
    /// <inheritdoc cref="SubjectFold.FoldAsync"/>
    internal async Task<int> FoldAsync(
        Projection projection, DocumentEvents events, IReadOnlyList<int> builds, int parking, IReadOnlySet<string>? discarded, CancellationToken cancellation, bool isNew = false)
    {
        var folded = 0;
        IReadOnlyList<FeedEvent> waited = [];
        while (true)
        {
            var closed = await gate.ClosedAsync(events.Events, cancellation);
            var open = closed.Count == 0 ? events : events with { Events = [.. events.Events.Except(closed)] };
            if (open.Events.Count > 0)
            {
                foreach (var build in builds)
                    folded += await folds.FoldAsync(projection, open, build, parks: build == parking, discarded, cancellation, isNew);
            }

            if (waited.Count > 0) await folds.SettleAsync(projection, events, parking, waited, cancellation);
            if (closed.Count == 0) return folded;
            await letters.ParkAsync(projection, [.. closed.Select(Stop.Restricted)], cancellation);
            // Whoever ended a restriction may have looked for those that wait before they were parked.
            if ((await gate.ClosedAsync(closed, cancellation)).Count == closed.Count) return folded;
            (waited, isNew) = (closed, false);
        }
    }
}
