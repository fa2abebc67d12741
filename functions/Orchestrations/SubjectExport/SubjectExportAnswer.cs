using System.ComponentModel;
using Microsoft.DurableTask.Client;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>How an export stands.</summary>
public sealed record SubjectExportAnswer
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required string Format { get; init; }

    [Description("The moment for which the copy also says what was kept then; null where none was asked for.")]
    public required DateTimeOffset? AsOf { get; init; }

    public required SubjectExportStatus Status { get; init; }

    [Description("Why it has come to nothing; a code.")]
    public required string? Reason { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    [Description("Until when the law wants an answer (GDPR Art. 12(3)).")]
    public required DateTimeOffset RespondBy { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    [Description("Until when it can be downloaded; then it is deleted.")]
    public required DateTimeOffset? ExpiresAt { get; init; }

    [Description("Of the package, in bytes.")]
    public required long? Size { get; init; }

    [Description("What was collected so far; null before the first step.")]
    public required SubjectExportProgress? Progress { get; init; }

    /// <summary>From what is kept of the export once it has ended, and from its orchestration before.</summary>
    internal static async Task<SubjectExportAnswer> ReadAsync(ExportDocument export, DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation)
    {
        if (export.State != ExportState.Accepted) return Of(export, StatusOf(export, now), export.Content);
        var instance = await client.GetInstanceAsync(SubjectExportOrchestration.InstanceOf(export.Place), getInputsAndOutputs: true, cancellation);
        var progress = instance?.ReadCustomStatusAs<SubjectExportProgress>();
        // Ended, and what is kept of the export does not say so: not even taking it back has worked.
        var hasFailed = instance is { IsCompleted: true, RuntimeStatus: not OrchestrationRuntimeStatus.Completed };
        return Of(export, hasFailed ? SubjectExportStatus.Failed : progress is null ? SubjectExportStatus.Accepted : StatusOf(progress.Step), progress);
    }

    private static SubjectExportStatus StatusOf(ExportDocument export, DateTimeOffset now) => export.State switch
    {
        ExportState.Ready => export.IsDownloadableAt(now) ? SubjectExportStatus.Ready : SubjectExportStatus.Expired,
        ExportState.Withdrawn => SubjectExportStatus.Withdrawn,
        _ => SubjectExportStatus.Failed,
    };

    private static SubjectExportStatus StatusOf(SubjectExportStep step) => step switch
    {
        SubjectExportStep.Collecting => SubjectExportStatus.Collecting,
        SubjectExportStep.Packing => SubjectExportStatus.Packing,
        SubjectExportStep.Compensating => SubjectExportStatus.Compensating,
        _ => SubjectExportStatus.Verifying,
    };

    private static SubjectExportAnswer Of(ExportDocument export, SubjectExportStatus status, SubjectExportProgress? progress) => new()
    {
        Id = export.Id,
        PersonId = export.Place.PersonId,
        Format = export.Format,
        AsOf = export.AsOf,
        Status = status,
        Reason = export.Reason,
        RequestedAt = export.RequestedAt,
        RespondBy = export.RespondBy,
        EndedAt = export.EndedAt,
        ExpiresAt = export.ExpiresAt,
        Size = export.Size,
        Progress = progress,
    };
}

public enum SubjectExportStatus
{
    Accepted,
    Collecting,
    Packing,

    /// <summary>It is read again, byte by byte, before it is called ready.</summary>
    Verifying,

    /// <summary>It has come to nothing, and what was written is being deleted.</summary>
    Compensating,
    Ready,
    Expired,
    Withdrawn,
    Failed,
}

/// <param name="Href">Anybody who has it can download the export until it expires.</param>
public sealed record SubjectExportLink(string Href, DateTimeOffset ExpiresAt);
