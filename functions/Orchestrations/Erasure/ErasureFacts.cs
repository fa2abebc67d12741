using Serverless.Cloud.Subjects;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>
/// What has happened to an erasure so far: of this, and of nothing else, follows what comes next. Stored, and read by
/// orchestrations that are under way: add, never rename or remove.
/// </summary>
public sealed record ErasureFacts
{
    public static ErasureFacts None { get; } = new();

    public DateTimeOffset? IdentifiedAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>The restriction is set.</summary>
    public DateTimeOffset? RestrictedAt { get; init; }

    /// <summary>Every process knows of the restriction.</summary>
    public DateTimeOffset? RestrictedFrom { get; init; }

    /// <summary>Null before the restriction is set.</summary>
    public ErasureSchedule? Schedule { get; init; }

    /// <summary>Those that stood at the last look.</summary>
    public IReadOnlyList<StandingHold> Holds { get; init; } = [];

    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>The point of no return.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>The steps that have gone through the stores, in their order.</summary>
    public IReadOnlyList<StepDone> Stages { get; init; } = [];

    /// <summary>What a step through the stores waits for; null where none does.</summary>
    public StoreWait? Wait { get; init; }

    /// <summary>Null before they are told.</summary>
    public IReadOnlyList<RecipientTold>? Recipients { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public DateTimeOffset? KeyDestroyedAt { get; init; }

    /// <summary>Every store was counted, and nothing is left.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>What the last count found that should not be there.</summary>
    public IReadOnlyList<StoreLeft> Left { get; init; } = [];

    /// <summary>When it is erased once more; null where nothing is left.</summary>
    public DateTimeOffset? RecheckAt { get; init; }

    /// <summary>The certificate is made, or the restriction has ended: nothing comes any more.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public bool IsStuck => RecheckAt is not null;
}

public sealed record StepDone(ErasureStep Step, DateTimeOffset At);

/// <param name="For">A code.</param>
/// <param name="Until">When the step is tried again.</param>
public sealed record StoreWait(ErasureStep Step, string For, DateTimeOffset Until);

/// <param name="Times">How often.</param>
/// <param name="RemindAt">When once more.</param>
public sealed record RecipientTold(string Name, DateTimeOffset ToldAt, DateTimeOffset AnswerBy, int Times, DateTimeOffset RemindAt, DateTimeOffset? AcknowledgedAt);

/// <param name="Readable">Documents that stay, and can be read though nobody has a key any more.</param>
public sealed record StoreLeft(string Store, long Erasable, long Readable)
{
    /// <param name="counts">By store, after all was erased and the key was destroyed.</param>
    public static IEnumerable<StoreLeft> In(IReadOnlyDictionary<string, SubjectCount> counts) => counts
        .Where(count => count.Value.Erasable > 0 || count.Value.Readable > 0)
        .Select(count => new StoreLeft(count.Key, count.Value.Erasable, count.Value.Readable));
}
