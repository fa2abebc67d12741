using System.ComponentModel;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Archives;
using Serverless.Functions.Orchestrations.Archival.Keeping;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>How an archival stands.</summary>
public sealed record ArchivalAnswer
{
    public required Guid Id { get; init; }

    public required string Domain { get; init; }

    [Description("Records that were changed last before it.")]
    public required DateTimeOffset Before { get; init; }

    [Description("Nothing is moved: it only says what would go.")]
    public required bool DryRun { get; init; }

    public required ArchivalStatus Status { get; init; }

    [Description("Why it has failed; a code.")]
    public required string? Reason { get; init; }

    [Description("What is out of reach, where it waits: archive-offline, which takes hours, for a read model that is also made of what is archived. A code.")]
    public required string? WaitsFor { get; init; }

    [Description("When it is looked again.")]
    public required DateTimeOffset? WaitsUntil { get; init; }

    [Description("Who asked for it; retention-sweep where nobody did.")]
    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    [Description("Who has ended it before the last record.")]
    public required string? CancelledBy { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    [Description("Records that were moved or deleted so far, or would be.")]
    public required long Records { get; init; }

    [Description("Their events.")]
    public required long Events { get; init; }

    [Description("Of them in the archive, compressed; 0 where they are deleted.")]
    public required long Bytes { get; init; }

    [Description("Records that stay although their time is over.")]
    public required long LeftAlone { get; init; }

    [Description("Blobs that were written so far, or groups of records that were deleted.")]
    public required int Parts { get; init; }

    [Description("What it has cost the store so far, as that has charged it.")]
    public required double RequestUnits { get; init; }

    [Description("The same by the month in which the records were changed last; of those that stay also why.")]
    public required IReadOnlyList<MonthFigures> Months { get; init; }

    /// <summary>From what is kept of the archival once it has ended, and from its orchestration before.</summary>
    internal static async Task<ArchivalAnswer> ReadAsync(ArchivalDocument archival, DurableTaskClient client, CancellationToken cancellation)
    {
        if (archival.State != ArchivalState.UnderWay) return Of(archival, StatusOf(archival.State), archival.Result);
        var instance = await client.GetInstanceAsync(ArchivalOrchestration.InstanceOf(archival.Place), getInputsAndOutputs: true, cancellation);
        var hasFailed = instance is { IsCompleted: true, RuntimeStatus: not OrchestrationRuntimeStatus.Completed };
        return Of(archival, hasFailed ? ArchivalStatus.Failed : archival.CancelledAt is null ? ArchivalStatus.UnderWay : ArchivalStatus.Cancelling, instance?.ReadCustomStatusAs<ArchivalProgress>());
    }

    private static ArchivalStatus StatusOf(ArchivalState state) => state switch
    {
        ArchivalState.Completed => ArchivalStatus.Completed,
        ArchivalState.Cancelled => ArchivalStatus.Cancelled,
        _ => ArchivalStatus.Failed,
    };

    private static ArchivalAnswer Of(ArchivalDocument archival, ArchivalStatus status, ArchivalProgress? progress)
    {
        var (all, known) = ((progress?.Months ?? []).Aggregate(MonthFigures.None(""), MonthFigures.Add), progress ?? ArchivalProgress.None);
        return new ArchivalAnswer
        {
            Id = archival.Place.ArchivalId,
            Domain = archival.Domain,
            Before = archival.Before,
            DryRun = archival.IsDryRun,
            Status = status,
            Reason = archival.Reason,
            WaitsFor = known.WaitsFor,
            WaitsUntil = known.Until,
            RequestedBy = archival.RequestedBy,
            RequestedAt = archival.RequestedAt,
            CancelledBy = archival.CancelledBy,
            EndedAt = archival.EndedAt,
            Records = all.Records,
            Events = all.Events,
            Bytes = all.Bytes,
            LeftAlone = all.LeftAlone.Values.Sum(),
            Parts = known.Parts,
            RequestUnits = known.RequestUnits,
            Months = known.Months,
        };
    }
}

public enum ArchivalStatus
{
    UnderWay,

    /// <summary>It ends after the part that is under way.</summary>
    Cancelling,
    Completed,

    /// <summary>What it had moved by then stays where it is.</summary>
    Cancelled,
    Failed,
}
