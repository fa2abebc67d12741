using System.ComponentModel;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>How an erasure stands.</summary>
public sealed record ErasureAnswer
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required ErasureStatus Status { get; init; }

    public required ErasureReason Reason { get; init; }

    public required Requester RequestedBy { get; init; }

    public required Jurisdiction Jurisdiction { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    [Description("Until when the law wants an answer.")]
    public required DateTimeOffset RespondBy { get; init; }

    [Description("The rule that says so.")]
    public required string RespondRule { get; init; }

    [Description("When erasing may begin; null before the data is restricted.")]
    public required DateTimeOffset? EraseAt { get; init; }

    [Description("What says so: a law, or a setting.")]
    public required string? EraseRule { get; init; }

    [Description("A code; null where something is being done, or nothing comes any more.")]
    public required string? WaitsFor { get; init; }

    [Description("When it is looked again at the latest.")]
    public required DateTimeOffset? WaitsUntil { get; init; }

    [Description("Stores that are erased, of all there are.")]
    public required int Done { get; init; }

    public required int Total { get; init; }

    public required IReadOnlyList<ErasureStepAnswer> Steps { get; init; }

    [Description("Who did what.")]
    public required IReadOnlyList<ErasureAct> Acts { get; init; }

    [Description("Legal holds that stand in the way.")]
    public required IReadOnlyList<StandingHold> Holds { get; init; }

    public required IReadOnlyList<ErasedStore> Stores { get; init; }

    public required IReadOnlyList<RecipientTold> Recipients { get; init; }

    [Description("What the last count found that should not be there.")]
    public required IReadOnlyList<StoreLeft> Left { get; init; }

    [Description("Its address; null before the erasure is completed.")]
    public required string? Certificate { get; init; }

    /// <param name="stores">How many there are.</param>
    public static ErasureAnswer Of(ErasureCase erasure, int stores, TimeSpan poll, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        var next = ErasurePlan.Next(erasure.Facts, now, poll);
        var status = ErasureStatuses.Of(erasure.Facts, next);
        return new ErasureAnswer
        {
            Id = erasure.ErasureId,
            PersonId = erasure.PersonId,
            Status = status,
            Reason = erasure.Reason,
            RequestedBy = erasure.RequestedBy,
            Jurisdiction = erasure.Jurisdiction,
            RequestedAt = erasure.RequestedAt,
            RespondBy = erasure.RespondBy,
            RespondRule = erasure.RespondRule,
            EraseAt = erasure.Facts.Schedule?.EraseAt,
            EraseRule = erasure.Facts.Schedule?.Rule,
            WaitsFor = next.WaitsFor,
            WaitsUntil = next.WaitUntil,
            Done = erasure.Stores.Count(store => store.Erased is not null),
            Total = stores,
            Steps = ErasureStepAnswer.Of(erasure, next),
            Acts = erasure.Acts,
            Holds = erasure.Facts.Holds,
            Stores = [.. erasure.Stores.Select(ErasedStore.Of)],
            Recipients = erasure.Facts.Recipients ?? [],
            Left = erasure.Facts.Left,
            Certificate = status == ErasureStatus.Completed ? $"/api/privacy/erasures/{erasure.ErasureId}/certificate" : null,
        };
    }
}

/// <param name="Found">Before anything was erased there; null before that.</param>
/// <param name="Left">Of what could be erased, at the last count; null before.</param>
public sealed record ErasedStore(string Store, ErasureStage Stage, ErasureEffect Effect, string Basis, long Found, long Deleted, long Anonymised, long Retained, long? Left)
{
    internal static ErasedStore Of(StoreAccount account) => new(
        account.Store,
        account.Stage,
        account.Rule.Effect,
        account.Rule.Basis,
        account.Found.Erasable + account.Found.Retained,
        account.Erased?.Deleted ?? 0,
        account.Erased?.Anonymised ?? 0,
        account.Erased?.Retained ?? account.Found.Retained,
        account.Left?.Erasable);
}
