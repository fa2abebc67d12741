using Serverless.Cloud.Archives;

namespace Serverless.Functions.Orchestrations.Rehydration;

/// <summary>Which rehydration. Ids only.</summary>
/// <param name="SubjectId">The person, or the archival.</param>
public sealed record RehydrationPlace(string TenantId, string SubjectId, Guid RehydrationId);

/// <summary>
/// How far a rehydration is: it goes through what the archive holds until nothing comes back any more. A wire contract: an
/// orchestration that is under way reads what an older one wrote.
/// </summary>
public sealed record RehydrationCheckpoint
{
    public required RehydrationPlace Place { get; init; }

    /// <inheritdoc cref="RehydrationOptions.Poll"/>
    public required TimeSpan Poll { get; init; }

    public required long Total { get; init; }

    /// <summary>Of the round; null at its beginning.</summary>
    public string? Continuation { get; init; }

    /// <summary>Something came back in this round: another may find what this one has not.</summary>
    public bool HasMoved { get; init; }

    /// <summary>What this round waits for; a code.</summary>
    public string? WaitsFor { get; init; }

    public RehydrationCounts Counts { get; init; } = RehydrationCounts.None;

    /// <summary>What can be said anew each round begins anew.</summary>
    public RehydrationCheckpoint NextRound() => this with { Continuation = null, HasMoved = false, WaitsFor = null, Counts = Counts with { Damaged = 0, Restricted = 0 } };

    /// <param name="page">Of what the archive holds, and what became of it.</param>
    public RehydrationCheckpoint After(ArchivedPage page, BroughtBack done) => this with
    {
        Continuation = page.Continuation,
        HasMoved = HasMoved || done.HasMoved,
        WaitsFor = WaitsFor ?? done.WaitsFor,
        Counts = Counts + done.Counts,
    };
}

/// <summary>Records; what is in none of these is still to come.</summary>
/// <param name="Back">They are where they were, whoever brought them back.</param>
/// <param name="Lost">Their archive was deleted before, for its time was over.</param>
/// <param name="Damaged">What lies there is not what was archived.</param>
/// <param name="Restricted">Of subjects whose data is restricted, or erased: nothing is done with it.</param>
public sealed record RehydrationCounts(long Back, long Lost, long Damaged, long Restricted)
{
    public static RehydrationCounts None { get; } = new(0, 0, 0, 0);

    public static RehydrationCounts operator +(RehydrationCounts one, RehydrationCounts other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(one.Back + other.Back, one.Lost + other.Lost, one.Damaged + other.Damaged, one.Restricted + other.Restricted);
    }

    public static RehydrationCounts Add(RehydrationCounts left, RehydrationCounts right) => left + right;

    internal static RehydrationCounts Of(Returned returned) => new(returned.Back, returned.Lost, returned.Damaged, Restricted: 0);
}

/// <summary>What is seen of a rehydration that is under way. Flat, for the operations page shows plain figures.</summary>
/// <param name="Done">Records that are back.</param>
/// <param name="WaitsFor">A code; null while something is being done.</param>
public sealed record RehydrationProgress(long Done, long Total, string? WaitsFor, DateTimeOffset? Until);
