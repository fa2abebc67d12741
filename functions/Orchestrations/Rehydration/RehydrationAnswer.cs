using System.ComponentModel;
using Microsoft.DurableTask.Client;
using Serverless.Functions.Orchestrations.Rehydration.Keeping;

namespace Serverless.Functions.Orchestrations.Rehydration;

/// <summary>How a rehydration stands.</summary>
public sealed record RehydrationAnswer
{
    public required Guid Id { get; init; }

    public required string Domain { get; init; }

    public required Guid? PersonId { get; init; }

    public required Guid? ArchivalId { get; init; }

    public required RehydrationReason Reason { get; init; }

    public required RehydrationStatus Status { get; init; }

    [Description("What is out of reach, where it waits: archive-offline, which takes hours, or archival, which is about to end. A code.")]
    public required string? WaitsFor { get; init; }

    [Description("When it is looked again.")]
    public required DateTimeOffset? WaitsUntil { get; init; }

    [Description("Records that are back.")]
    public required long Done { get; init; }

    [Description("Records that were archived when it was asked for.")]
    public required long Total { get; init; }

    [Description("Records whose archive had been deleted, for its time was over.")]
    public required long Lost { get; init; }

    [Description("Records of which the archive does not hold what was put there. They are left as they are.")]
    public required long Damaged { get; init; }

    [Description("Records of people whose data is restricted or erased. They are left as they are.")]
    public required long Restricted { get; init; }

    [Description("Who asked for it.")]
    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    [Description("Until then what came back is not archived again.")]
    public required DateTimeOffset KeptUntil { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>From what is kept of the rehydration once it has ended, and from its orchestration before.</summary>
    public static async Task<RehydrationAnswer> ReadAsync(RehydrationDocument rehydration, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rehydration);
        ArgumentNullException.ThrowIfNull(client);
        if (rehydration.State == RehydrationState.Completed) return Of(rehydration, RehydrationStatus.Completed, progress: null);
        if (rehydration.State == RehydrationState.Incomplete) return Of(rehydration, RehydrationStatus.Incomplete, progress: null);
        var instance = await client.GetInstanceAsync(RehydrationOrchestration.InstanceOf(rehydration.Place), getInputsAndOutputs: true, cancellation);
        var progress = instance?.ReadCustomStatusAs<RehydrationProgress>();
        var hasFailed = instance is { IsCompleted: true, RuntimeStatus: not OrchestrationRuntimeStatus.Completed };
        return Of(rehydration, hasFailed ? RehydrationStatus.Failed : progress?.WaitsFor is null ? RehydrationStatus.UnderWay : RehydrationStatus.Waiting, progress);
    }

    private static RehydrationAnswer Of(RehydrationDocument rehydration, RehydrationStatus status, RehydrationProgress? progress) => new()
    {
        Id = rehydration.Place.RehydrationId,
        Domain = rehydration.Container,
        PersonId = rehydration.PersonId,
        ArchivalId = rehydration.ArchivalId,
        Reason = rehydration.Reason,
        Status = status,
        WaitsFor = progress?.WaitsFor,
        WaitsUntil = progress?.Until,
        Done = progress?.Done ?? rehydration.Counts.Back,
        Total = rehydration.Total,
        Lost = rehydration.Counts.Lost,
        Damaged = rehydration.Counts.Damaged,
        Restricted = rehydration.Counts.Restricted,
        RequestedBy = rehydration.RequestedBy,
        RequestedAt = rehydration.RequestedAt,
        KeptUntil = rehydration.KeptUntil,
        EndedAt = rehydration.EndedAt,
    };
}

public enum RehydrationStatus
{
    UnderWay,

    /// <summary>For what is out of reach; it goes on by itself.</summary>
    Waiting,
    Completed,

    /// <summary>The end: some records are not back.</summary>
    Incomplete,

    /// <summary>Somebody has ended it from outside. Ask again.</summary>
    Failed,
}
