namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>How far an import is. A wire contract: an orchestration that is under way reads what an older one wrote.</summary>
public sealed record AttendanceImportCheckpoint
{
    public required string TenantId { get; init; }

    public required Guid ImportId { get; init; }

    public required int Rows { get; init; }

    public required int Parts { get; init; }

    /// <summary>The part that is worked off next.</summary>
    public int Next { get; init; }

    public ImportCounts Counts { get; init; } = ImportCounts.None;

    /// <summary>Null before the first step.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>What is seen of an import that is under way; its numbers only grow. Flat, for the operations page shows plain figures.</summary>
public sealed record ImportProgress(int Total, int Done, int Recorded, int Repeated, int Rejected, DateTimeOffset StartedAt)
{
    public static ImportProgress Of(int total, ImportCounts counts, DateTimeOffset startedAt)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new ImportProgress(total, counts.Done, counts.Recorded, counts.Repeated, counts.Rejected, startedAt);
    }
}
