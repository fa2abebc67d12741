using System.Text.Json.Serialization;
using Serverless.Cloud.Archives;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>Which archival of whom. Ids only.</summary>
public sealed record ArchivalPlace(string TenantId, Guid ArchivalId);

/// <summary>How far an archival is. A wire contract: an orchestration that is under way reads what an older one wrote.</summary>
public sealed record ArchivalCheckpoint
{
    public required ArchivalPlace Place { get; init; }

    public ArchivalStep Step { get; init; } = ArchivalStep.Choosing;

    /// <summary>The types of records that are still to be looked at, the one that is under way first.</summary>
    public required IReadOnlyList<string> RecordTypes { get; init; }

    /// <summary>How long it waits while enough others are at work.</summary>
    public required TimeSpan Pause { get; init; }

    /// <summary>Behind the last record of the last part; null at the beginning of a type.</summary>
    public RetirementCursor? Cursor { get; init; }

    /// <summary>Of the part that is under way; in the archival, from 1.</summary>
    public int Part { get; init; } = 1;

    /// <summary>What is to be removed.</summary>
    public ChosenRecords? Chosen { get; init; }

    /// <summary>What is left alone of what the step has looked at.</summary>
    public IReadOnlyList<MonthFigures> Left { get; init; } = [];

    /// <summary>How often the part that is under way was found damaged.</summary>
    public int Damaged { get; init; }

    /// <summary>Why it ends before the last record; a code.</summary>
    public string? Stop { get; init; }

    public ArchivalProgress Progress { get; init; } = ArchivalProgress.None;
}

/// <summary>What a step has chosen, and the next one removes.</summary>
/// <param name="Next">Where to look after that; null where nothing is left.</param>
/// <param name="Deleted">Records that are deleted; none where a part of an archive holds them.</param>
public sealed record ChosenRecords(RetirementCursor? Next, IReadOnlyList<DueRecord> Deleted);

/// <summary>In this order, the first two by turns. Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ArchivalStep>))]
public enum ArchivalStep
{
    /// <summary>Records are chosen, and written to the archive.</summary>
    Choosing,

    /// <summary>The archive is read again, and then they are removed.</summary>
    Removing,
    Ending,
    Done,
}

/// <summary>What is seen of an archival that is under way; its numbers only grow.</summary>
/// <param name="Parts">Blobs that were written, or groups of records that were deleted.</param>
/// <param name="Months">By the month in which the records were changed last: what was moved, or would be, and what is left alone.</param>
public sealed record ArchivalProgress(ArchivalStep Step, int Parts, double RequestUnits, IReadOnlyList<MonthFigures> Months)
{
    public static ArchivalProgress None { get; } = new(ArchivalStep.Choosing, Parts: 0, RequestUnits: 0, []);

    /// <summary>A code; null while something is being done.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>When is looked for it again.</summary>
    public DateTimeOffset? Until { get; init; }

    internal ArchivalProgress Wait(DateTimeOffset? until) => this with { WaitsFor = until is null ? null : ArchiveErasure.Offline, Until = until };

    internal ArchivalProgress Add(int parts, IEnumerable<MonthFigures> months) => this with { Parts = Parts + parts, Months = MonthFigures.Sum(Months.Concat(months)) };

    internal ArchivalProgress Spend(double requestUnits) => this with { RequestUnits = Math.Round(RequestUnits + requestUnits, 2) };
}
