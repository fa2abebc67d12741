using Serverless.Functions.Orchestrations.Erasure.Keeping;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>A step of an erasure, and how it stands.</summary>
/// <param name="At">When it was done.</param>
public sealed record ErasureStepAnswer(ErasureStep Step, ErasureStepStatus Status, DateTimeOffset? At)
{
    /// <summary>All that there are, in their order; of an erasure that was taken back, those up to then.</summary>
    public static IReadOnlyList<ErasureStepAnswer> Of(ErasureCase erasure, ErasureNext next)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        ArgumentNullException.ThrowIfNull(next);
        return [.. Taken(erasure.Facts).Select(taken => new ErasureStepAnswer(taken.Step, StatusOf(taken, next), taken.At)).Where(answer => !IsOver(erasure.Facts) || answer.At is not null)];
    }

    private static bool IsOver(ErasureFacts facts) => facts.EndedAt is not null;

    private static IEnumerable<(ErasureStep Step, DateTimeOffset? At)> Taken(ErasureFacts facts)
    {
        yield return (ErasureStep.Identify, facts.IdentifiedAt);
        yield return (ErasureStep.Restrict, facts.RestrictedAt);
        if (facts.CancelledAt is not null && facts.CommittedAt is null)
        {
            yield return (ErasureStep.Cancel, facts.EndedAt);
            yield break;
        }

        // What stood in the way had ended by then.
        yield return (ErasureStep.Holds, facts.CommittedAt);
        yield return (ErasureStep.Grace, facts.CommittedAt);
        if (facts.Schedule?.NoticeAt is not null) yield return (ErasureStep.Announce, facts.AnnouncedAt);
        yield return (ErasureStep.Commit, facts.CommittedAt);
        foreach (var step in ErasurePlan.ErasingSteps) yield return (step, facts.Stages.FirstOrDefault(done => done.Step == step)?.At);
        var isTold = facts.Recipients is { } told && told.All(recipient => recipient.Times > 0);
        yield return (ErasureStep.Tell, isTold ? facts.Recipients!.Select(recipient => (DateTimeOffset?)recipient.ToldAt).DefaultIfEmpty(facts.Stages.Max(done => (DateTimeOffset?)done.At)).Max() : null);
        if (facts.Recipients is { Count: > 0 } recipients) yield return (ErasureStep.Acknowledge, recipients.All(one => one.AcknowledgedAt is not null) ? recipients.Max(one => one.AcknowledgedAt) : null);
        if (facts.EscalatedAt is { } escalated) yield return (ErasureStep.Escalate, escalated);
        yield return (ErasureStep.DestroyKey, facts.KeyDestroyedAt);
        yield return (ErasureStep.Verify, facts.VerifiedAt);
        yield return (ErasureStep.Certify, facts.EndedAt);
    }

    private static ErasureStepStatus StatusOf((ErasureStep Step, DateTimeOffset? At) taken, ErasureNext next) =>
        next.Step == taken.Step ? next.WaitUntil is null ? ErasureStepStatus.UnderWay : ErasureStepStatus.Waiting
        : taken.At is not null ? ErasureStepStatus.Done
        : ErasureStepStatus.ToCome;
}

public enum ErasureStepStatus
{
    ToCome,
    UnderWay,
    Waiting,
    Done,
}
