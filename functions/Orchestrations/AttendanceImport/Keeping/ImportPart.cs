using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

/// <summary>Some of an import's rows: as they were sent, and then, in their place, what became of them.</summary>
public sealed record ImportPart : IReplaceableDocument
{
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    public string Kind { get; init; } = "attendance-import-rows";

    public required Guid ImportId { get; init; }

    public required IReadOnlyList<KeptRow> Rows { get; init; }

    public required int Ttl { get; init; }

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    public bool IsDone => Rows.All(row => row.Result is not null);

    public ImportCounts Counts => new(Count(RowOutcome.Recorded), Count(RowOutcome.Repeated), Count(RowOutcome.Rejected));

    public static string IdOf(int number) => $"rows-{number}";

    private int Count(RowOutcome outcome) => Rows.Count(row => row.Result?.Outcome == outcome);
}

/// <param name="Waiting">Null once there is a result.</param>
public sealed record KeptRow(int Number, int Line, WaitingRow? Waiting, RowResult? Result)
{
    /// <summary>The same for this row of this import, always.</summary>
    public Guid CommandId(Guid importId) => Uuid.Derived("attendance-import-row", importId.ToString(), $"{Number}");
}

/// <param name="Details">What is personal of it, sealed: see <see cref="RowDetails"/>.</param>
public sealed record WaitingRow(Guid PersonId, Guid ProgrammeId, Guid SessionId, AttendanceStatus Status, string? Details);

public sealed record RowResult(RowOutcome Outcome, Guid? AttendanceId, string? Code, string? Field, string? Message);
