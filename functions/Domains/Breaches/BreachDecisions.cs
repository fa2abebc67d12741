using Serverless.Kernel.Deadlines;
using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Breaches;

/// <summary>What may happen to a breach, and what follows: the authority has 72 hours' notice coming, unless a risk is unlikely.</summary>
public static class BreachDecisions
{
    /// <summary>Hours, not days: weekends and clocks that are set do not change them (GDPR Art. 33(1)).</summary>
    private static readonly TimeSpan TimeToNotify = TimeSpan.FromHours(72);

    private static readonly BreachEvent[] Nothing = [];

    public static Decision<BreachEvent> Report(BreachReport report, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        var awareAt = report.AwareAt ?? now;
        if (BreachChecks.Of(report, awareAt, now).ToList() is { Count: > 0 } violations) return BreachErrors.Invalid(violations);
        return new BreachReported { Description = report.Description.Trim(), OccurredAt = report.OccurredAt, AwareAt = awareAt, NotifyBy = awareAt + TimeToNotify };
    }

    public static Decision<BreachEvent> Assess(Breach? state, BreachAssessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        if (Refusal(state) is { } refusal) return refusal;
        if (BreachChecks.Of(assessment).ToList() is { Count: > 0 } violations) return BreachErrors.Invalid(violations);
        return new BreachAssessed
        {
            Risk = assessment.Risk,
            Concerned = assessment.Concerned,
            DataClasses = assessment.DataClasses,
            ApproximatePeople = assessment.ApproximatePeople,
            ApproximateRecords = assessment.ApproximateRecords,
            Consequences = TextOrNull(assessment.Consequences),
        };
    }

    public static Decision<BreachEvent> Contain(Breach? state, BreachContainment containment)
    {
        ArgumentNullException.ThrowIfNull(containment);
        if (Refusal(state) is { } refusal) return refusal;
        return TextOrNull(containment.Containment) is { } text ? new BreachContained { Containment = text } : BreachErrors.Invalid(new Violation("/containment", "is empty"));
    }

    public static Decision<BreachEvent> NotifyAuthority(Breach? state, AuthorityNotice notice, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (Refusal(state) is { } refusal) return refusal;
        var at = notice.AuthorityNotifiedAt ?? now;
        if (BreachChecks.Of(notice, state!, at, now).ToList() is { Count: > 0 } violations) return BreachErrors.Invalid(violations);
        return new BreachAuthorityNotified { AuthorityNotifiedAt = at, AuthorityReference = TextOrNull(notice.AuthorityReference), LateReason = TextOrNull(notice.LateReason) };
    }

    public static Decision<BreachEvent> NotifyPeople(Breach? state, PeopleNotice notice, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (Refusal(state) is { } refusal) return refusal;
        if (BreachChecks.Of(notice, state!, now).ToList() is { Count: > 0 } violations) return BreachErrors.Invalid(violations);
        return new BreachPeopleNotified { PeopleNotifiedAt = notice.PeopleNotifiedAt, Exemption = notice.Exemption };
    }

    public static Decision<BreachEvent> Close(Breach? state, DateTimeOffset now)
    {
        if (Refusal(state) is { } refusal) return refusal;
        return BreachChecks.Missing(state!).ToList() is { Count: > 0 } missing ? BreachErrors.NotDealtWith(missing) : new BreachClosed { ClosedAt = now };
    }

    /// <summary>Tells a stage of the deadline once.</summary>
    public static Decision<BreachEvent> Escalate(Breach state, DeadlineStage stage, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.DueBy is null || state.Deadline >= stage ? Nothing : new BreachEscalated { Deadline = stage, EscalatedAt = now };
    }

    public static Breach Evolve(Breach? state, BreachEvent fact) => (state, fact) switch
    {
        (null, BreachReported reported) => new Breach
        {
            Status = BreachStatus.Open,
            Description = reported.Description,
            OccurredAt = reported.OccurredAt,
            AwareAt = reported.AwareAt,
            NotifyBy = reported.NotifyBy,
            DueBy = reported.NotifyBy,
            Deadline = DeadlineStage.Running,
            Risk = BreachRisk.NotAssessed,
            Concerned = [],
            DataClasses = [],
        },
        ({ Status: BreachStatus.Open }, BreachAssessed assessed) => Timed(state with
        {
            Risk = assessed.Risk,
            Concerned = assessed.Concerned,
            DataClasses = assessed.DataClasses,
            ApproximatePeople = assessed.ApproximatePeople,
            ApproximateRecords = assessed.ApproximateRecords,
            Consequences = assessed.Consequences,
        }),
        ({ Status: BreachStatus.Open }, BreachContained contained) => state with { Containment = contained.Containment },
        ({ Status: BreachStatus.Open }, BreachAuthorityNotified notified) => Timed(state with
        {
            AuthorityNotifiedAt = notified.AuthorityNotifiedAt,
            AuthorityReference = notified.AuthorityReference,
            LateReason = notified.LateReason,
        }),
        ({ Status: BreachStatus.Open }, BreachPeopleNotified notified) => state with { PeopleNotifiedAt = notified.PeopleNotifiedAt, Exemption = notified.Exemption },
        ({ Status: BreachStatus.Open }, BreachEscalated escalated) => state with { Deadline = escalated.Deadline, EscalatedAt = escalated.EscalatedAt },
        ({ Status: BreachStatus.Open }, BreachClosed closed) => state with { Status = BreachStatus.Closed, ClosedAt = closed.ClosedAt },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a breach that is " + state.Status)}."),
    };

    /// <summary>The clock stands while nobody is to be notified, and goes on when a risk turns out to be likely after all.</summary>
    private static Breach Timed(Breach state)
    {
        var isDue = state is { AuthorityNotifiedAt: null, Risk: not BreachRisk.Unlikely };
        if (!isDue) return state with { DueBy = null, Deadline = DeadlineStage.Stopped };
        return state.DueBy is null ? state with { DueBy = state.NotifyBy, Deadline = DeadlineStage.Running, EscalatedAt = null } : state;
    }

    private static Error? Refusal(Breach? state) => state switch
    {
        null => BreachErrors.NotFound,
        { Status: BreachStatus.Closed } => BreachErrors.Closed,
        _ => null,
    };

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
