using System.ComponentModel;
using Microsoft.DurableTask.Client;
using Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>How an import stands.</summary>
public sealed record AttendanceImportAnswer
{
    public required Guid Id { get; init; }

    public required AttendanceImportStatus Status { get; init; }

    [Description("Rows of the list.")]
    public required int Total { get; init; }

    [Description("Rows that have a result; recorded, repeated and rejected add up to it.")]
    public required int Done { get; init; }

    public required int Recorded { get; init; }

    [Description("Rows that say what another row, or another way, had said before.")]
    public required int Repeated { get; init; }

    public required int Rejected { get; init; }

    [Description("Of the message that it came in; null where it came over HTTP.")]
    public required string? MessageId { get; init; }

    public required DateTimeOffset Accepted { get; init; }

    public required DateTimeOffset? Started { get; init; }

    public required DateTimeOffset? Finished { get; init; }

    /// <summary>From the import itself once it is finished, and from its orchestration before.</summary>
    internal static async Task<AttendanceImportAnswer> ReadAsync(ImportDocument import, DurableTaskClient client, CancellationToken cancellation)
    {
        if (import.End is { } end) return Of(import, AttendanceImportStatus.Finished, ImportProgress.Of(import.Rows, end.Counts, end.StartedAt));
        var instance = await client.GetInstanceAsync(AttendanceImportOrchestration.InstanceOf(import.ImportId), getInputsAndOutputs: true, cancellation);
        var progress = instance?.ReadCustomStatusAs<ImportProgress>();
        var hasFailed = instance is { IsCompleted: true, RuntimeStatus: not OrchestrationRuntimeStatus.Completed };
        return Of(import, hasFailed ? AttendanceImportStatus.Failed : progress is null ? AttendanceImportStatus.Accepted : AttendanceImportStatus.Running, progress);
    }

    private static AttendanceImportAnswer Of(ImportDocument import, AttendanceImportStatus status, ImportProgress? progress) => new()
    {
        Id = import.ImportId,
        Status = status,
        Total = import.Rows,
        Done = progress?.Done ?? 0,
        Recorded = progress?.Recorded ?? 0,
        Repeated = progress?.Repeated ?? 0,
        Rejected = progress?.Rejected ?? 0,
        MessageId = import.MessageId,
        Accepted = import.AcceptedAt,
        Started = progress?.StartedAt,
        Finished = import.End?.FinishedAt,
    };
}

public enum AttendanceImportStatus
{
    Accepted,
    Running,
    Finished,

    /// <summary>Given up after many attempts; sent again under its key, it goes on.</summary>
    Failed,
}

/// <summary>What became of a row.</summary>
/// <param name="Row">Among the rows, from 1.</param>
/// <param name="Line">Of the list, from 1.</param>
/// <param name="Field">The column that is at fault, where one is.</param>
public sealed record AttendanceImportRow(int Row, int Line, RowOutcome Outcome, Guid? AttendanceId, string? Code, string? Field, string? Message);
