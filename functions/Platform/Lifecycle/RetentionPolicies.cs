using System.ComponentModel;
using Serverless.Cloud.Archives;

namespace Serverless.Functions.Platform.Lifecycle;

/// <summary>How long everything is kept, as it holds in this deployment.</summary>
public sealed record RetentionPolicies(
    [property: Description("Of records and their events, as domains declare it.")] IReadOnlyList<RecordPolicy> Records,
    [property: Description("Of all else that is stored: copies, caches, logs, histories, messages, keys.")] IReadOnlyList<OtherPolicy> Others);

/// <summary>What becomes of the records of a domain, and of their events with them.</summary>
public sealed record RecordPolicy
{
    public required string RecordType { get; init; }

    [Description("Container of the database.")]
    public required string Container { get; init; }

    [Description("The team that answers for it.")]
    public required string Owner { get; init; }

    [Description("When the time begins; null where no time is set.")]
    public required RetentionClock? Clock { get; init; }

    [Description("How long a record stays in reach from then on (ISO 8601).")]
    public required string? InReach { get; init; }

    [Description("What becomes of it then.")]
    public required RetentionEnd Then { get; init; }

    [Description("The archive that it moves to; null where there is none.")]
    public required ArchivePolicy? Archive { get; init; }

    [Description("How long a record is kept whose time never begins.")]
    public required string Otherwise { get; init; }

    [Description("The law or the interest by which it is kept so long, and no longer.")]
    public required string? Basis { get; init; }

    [Description("What keeps a record where it is although its time is over.")]
    public required IReadOnlyList<LeftAlone> HeldUpBy { get; init; }

    [Description("What erasure of the person does to it, at whatever time.")]
    public required string OnErasure { get; init; }
}

/// <summary>The time begins when a field takes one of some values.</summary>
public sealed record RetentionClock(string Field, IReadOnlyList<string> Values);

/// <param name="StoredIn">Container of blobs.</param>
/// <param name="OfflineAfterDays">Days until it takes hours to read, where the storage account has such a tier; null: never.</param>
/// <param name="DeletedAfterDays">Days until the archive is deleted.</param>
public sealed record ArchivePolicy(string StoredIn, int? OfflineAfterDays, int DeletedAfterDays);

public enum RetentionEnd
{
    /// <summary>No time is set.</summary>
    Kept,
    Archived,
    Deleted,
}

/// <summary>How long something is kept that is no record.</summary>
public sealed record OtherPolicy
{
    public required string Name { get; init; }

    public required string Holds { get; init; }

    [Description("Containers, blob containers, queues, topics, orchestrations; none where it is no place of the app's own.")]
    public required IReadOnlyList<string> Places { get; init; }

    [Description("How long (ISO 8601); null where no time is set.")]
    public required string? KeptFor { get; init; }

    [Description("From when on the time counts; where none is set, how long it is kept.")]
    public required string When { get; init; }

    [Description("What takes it away; null where nothing does.")]
    public required string? EndedBy { get; init; }

    [Description("Why so long, and no longer.")]
    public required string Reason { get; init; }

    [Description("The setting that changes it; null where none does.")]
    public required string? Setting { get; init; }

    [Description("What erasure of the person does to it, as each of the stores answers that it lies in.")]
    public required IReadOnlyList<string> OnErasure { get; init; }
}
