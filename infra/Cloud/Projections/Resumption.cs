using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Lets everything go on, in order, that has waited for a subject's restrictions to end. What a process that ended has left is
/// done when it is told again.
/// </summary>
public sealed class Resumption(DeadLetters letters, SubjectKeys keys, ConsentFold consented, IEnumerable<IReplay> replays)
{
    /// <exception cref="CosmosException">The store does not answer. Tell it again.</exception>
    public async Task GoOnAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        // Another restriction stands, or has been set meanwhile: its end brings this back.
        if ((await keys.ReadStandingAsync(subject.TenantId, subject.SubjectId, cancellation)).IsRestricted) return;
        var waiting = (await letters.ParkedAsync(subject, cancellation))
            .GroupBy(letter => (letter.Reader, letter.Event.RecordId))
            .Select(record => record.MinBy(letter => letter.At)!)
            .Where(first => first.Reason is StopReason.Restricted or StopReason.Waiting);
        // All are tried, also when one fails: a reader that cannot go on now holds no other up.
        await Task.WhenAll(waiting.Select(first => replays.Single(replay => replay.Knows(first)).GoOnAsync(first, callerId: null, cancellation)));
        // Nothing was made of what they have consented to meanwhile.
        await consented.FollowAsync(subject, cancellation);
    }
}
