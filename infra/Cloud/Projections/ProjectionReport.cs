namespace Serverless.Cloud.Projections;

/// <summary>How a read model stands.</summary>
/// <param name="Pending">By source.</param>
/// <param name="AsOf">A moment up to which it holds everything; null where that is not known.</param>
/// <param name="At">When this was so.</param>
/// <param name="DeadLetters">Those of one tenant that are parked.</param>
public sealed record ProjectionState(
    Projection Projection, BuildState Builds, IReadOnlyList<SourceLag> Pending, DateTimeOffset? AsOf, DateTimeOffset At, long DeadLetters);

/// <summary>What operators are told of read models.</summary>
public sealed class ProjectionReport(Builds builds, Freshness freshness, DeadLetters letters, TimeProvider time)
{
    public async Task<ProjectionState> ReadAsync(Projection projection, string tenantId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var now = time.GetUtcNow();
        var counting = letters.CountAsync(new DeadLetterQuery(tenantId, projection.Name, DeadLetterStatus.Parked), cancellation);
        var looking = freshness.PendingAsync(projection, cancellation);
        var state = await builds.ReadAsync(projection, cancellation);
        var pending = await looking;
        var asOf = pending.All(source => source.Pending == 0) ? now : await freshness.CompleteUntilAsync(projection, cancellation);
        return new ProjectionState(projection, state, pending, asOf, now, await counting);
    }
}
