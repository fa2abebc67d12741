using Serverless.Kernel.Deadlines;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>What may happen to a request, and what follows. What processes tell may be told again: it changes nothing then.</summary>
public static partial class PrivacyRequestDecisions
{
    private static readonly PrivacyRequestEvent[] Nothing = [];

    /// <summary>What came by letter, and has no process that would enter it.</summary>
    /// <param name="zone">In which days are counted.</param>
    public static Decision<PrivacyRequestEvent> Enter(WrittenRequest written, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(written);
        var violations = new List<Violation>();
        if (PrivacyRequestSteps.ProcessOf(written.Kind) is { } process) violations.Add(new Violation("/kind", $"is started, and so entered, at /api/privacy/{process}"));
        if (written.ReceivedAt > now) violations.Add(new Violation("/receivedAt", "is in the future"));
        if (violations.Count > 0) return PrivacyRequestErrors.Invalid(violations);
        var receivedAt = written.ReceivedAt ?? now;
        var deadline = ResponseDeadline.Of(written.Jurisdiction, receivedAt, zone);
        return new PrivacyRequestReceived
        {
            Kind = written.Kind,
            Jurisdiction = written.Jurisdiction,
            RequestedBy = written.RequestedBy,
            ReceivedAt = receivedAt,
            RespondBy = deadline.At,
            Rule = deadline.Rule,
        };
    }

    /// <summary>What an officer decides; where a process answers, it tells the register itself.</summary>
    public static Decision<PrivacyRequestEvent> ByHand(PrivacyRequest? state, PrivacyRequestStatus status, RefusalReason? refusal, DateTimeOffset now)
    {
        if (state is not null && PrivacyRequestSteps.ProcessOf(state.Kind) is not null) return PrivacyRequestErrors.HasProcess;
        return Advance(state, status, refusal is { } reason ? JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()) : null, now);
    }

    /// <param name="reason">A code, where it is held or refused; it cannot be a text about somebody.</param>
    public static Decision<PrivacyRequestEvent> Advance(PrivacyRequest? state, PrivacyRequestStatus status, string? reason, DateTimeOffset now)
    {
        if (state is null) return PrivacyRequestErrors.NotFound;
        if (state.Status == status) return Nothing;
        if (PrivacyRequestSteps.IsEnd(state.Status)) return PrivacyRequestErrors.Ended;
        if (PrivacyRequestSteps.NeedsReason(status) && (reason is null || !Code().IsMatch(reason)))
            return PrivacyRequestErrors.Invalid(new Violation("/reason", $"is not a code: letters, digits and hyphens, {PrivacyRequest.MaxReason} at most"));
        // Whoever has done it had accepted it.
        if ((state.Status, status) is (PrivacyRequestStatus.Received, PrivacyRequestStatus.Completed))
            return new[] { Step(state, PrivacyRequestStatus.Accepted, reason: null, now), Step(state, status, reason: null, now) };
        if (!PrivacyRequestSteps.Table.Contains((state.Status, status))) return PrivacyRequestErrors.NotPossible(state.Status, status);
        return Step(state, status, PrivacyRequestSteps.NeedsReason(status) ? reason : null, now);
    }

    /// <summary>Once, before the time has passed, on one of the law's grounds (GDPR Art. 12(3)).</summary>
    /// <param name="zone">In which days are counted.</param>
    public static Decision<PrivacyRequestEvent> Extend(PrivacyRequest? state, ExtensionReason reason, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (state is null) return PrivacyRequestErrors.NotFound;
        if (PrivacyRequestSteps.IsEnd(state.Status)) return PrivacyRequestErrors.Ended;
        if (state.ExtensionReason is not null) return PrivacyRequestErrors.ExtendedBefore;
        if (ResponseDeadline.Extended(state.Jurisdiction, state.ReceivedAt, zone) is not { } extended || extended.At <= state.RespondBy) return PrivacyRequestErrors.NoExtension;
        if (state.RespondBy < now) return PrivacyRequestErrors.TooLateToExtend;
        return new PrivacyRequestExtended { Kind = state.Kind, ExtensionReason = reason, RespondBy = extended.At, Rule = extended.Rule };
    }

    /// <summary>Tells a stage of the deadline once.</summary>
    public static Decision<PrivacyRequestEvent> Escalate(PrivacyRequest state, DeadlineStage stage, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.DueBy is null || state.Deadline >= stage ? Nothing : new PrivacyRequestEscalated { Kind = state.Kind, Deadline = stage, EscalatedAt = now };
    }

    public static PrivacyRequest Evolve(PrivacyRequest? state, PrivacyRequestEvent fact) => (state, fact) switch
    {
        (null, PrivacyRequestReceived received) => new PrivacyRequest
        {
            Kind = received.Kind,
            Jurisdiction = received.Jurisdiction,
            RequestedBy = received.RequestedBy,
            Status = PrivacyRequestStatus.Received,
            ReceivedAt = received.ReceivedAt,
            RespondBy = received.RespondBy,
            Rule = received.Rule,
            DueBy = received.RespondBy,
            Deadline = DeadlineStage.Running,
        },
        ({ EndedAt: null }, PrivacyRequestAdvanced advanced) => state with { Status = advanced.Status, Reason = advanced.Reason },
        ({ EndedAt: null }, PrivacyRequestEnded ended) => state with
        {
            Status = ended.Status,
            Reason = ended.Reason,
            EndedAt = ended.EndedAt,
            DueBy = null,
            Deadline = DeadlineStage.Stopped,
        },
        ({ EndedAt: null }, PrivacyRequestExtended extended) => state with
        {
            ExtensionReason = extended.ExtensionReason,
            RespondBy = extended.RespondBy,
            Rule = extended.Rule,
            DueBy = extended.RespondBy,
            Deadline = DeadlineStage.Running,
            EscalatedAt = null,
        },
        ({ EndedAt: null }, PrivacyRequestEscalated escalated) => state with { Deadline = escalated.Deadline, EscalatedAt = escalated.EscalatedAt },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a request that is " + state.Status)}."),
    };

    private static PrivacyRequestEvent Step(PrivacyRequest state, PrivacyRequestStatus status, string? reason, DateTimeOffset now) => PrivacyRequestSteps.IsEnd(status)
        ? new PrivacyRequestEnded { Kind = state.Kind, Status = status, EndedAt = now, Reason = reason }
        : new PrivacyRequestAdvanced { Kind = state.Kind, Status = status, Reason = reason };

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9-]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
