using System.Diagnostics;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Restrictions;

/// <summary>A restriction stands from the moment it is set until it is lifted, once and for good. Asked again, both change nothing.</summary>
public static class RestrictionDecisions
{
    private static readonly RestrictionEvent[] Nothing = [];

    /// <summary>As an officer says.</summary>
    public static Decision<RestrictionEvent> Set(NewRestriction restriction)
    {
        var violations = new List<Violation>();
        if (restriction.Ground == RestrictionGround.Erasure) violations.Add(new Violation("/ground", "is set by an erasure, and by nobody else"));
        if (string.IsNullOrWhiteSpace(restriction.Reason)) violations.Add(new Violation("/reason", "has no text"));
        return violations.Count > 0
            ? RestrictionErrors.Invalid(violations)
            : new RestrictionSet { PersonId = restriction.PersonId, Ground = restriction.Ground, Reason = restriction.Reason.Trim() };
    }

    /// <summary>As what needs it says.</summary>
    public static Decision<RestrictionEvent> Set(Restriction? state, Guid personId, RestrictionGround ground) => state switch
    {
        null => new RestrictionSet { PersonId = personId, Ground = ground },
        { Status: RestrictionStatus.Standing } => Nothing,
        _ => RestrictionErrors.Lifted,
    };

    /// <summary>As an officer says, who has told the person before.</summary>
    public static Decision<RestrictionEvent> Lift(Restriction state, Lift lift, DateTimeOffset now)
    {
        if (state.Ground == RestrictionGround.Erasure) return RestrictionErrors.OfErasure;
        var violations = new List<Violation>();
        if (string.IsNullOrWhiteSpace(lift.Reason)) violations.Add(new Violation("/reason", "has no text"));
        if (lift.SubjectToldAt > now) violations.Add(new Violation("/subjectToldAt", "is to come: the person is told before a restriction is lifted"));
        if (violations.Count > 0) return RestrictionErrors.Invalid(violations);
        return state.Status == RestrictionStatus.Lifted ? Nothing : new RestrictionLifted { LiftReason = lift.Reason.Trim(), SubjectToldAt = lift.SubjectToldAt };
    }

    /// <summary>As what has needed it says.</summary>
    public static Decision<RestrictionEvent> End(Restriction state) =>
        state.Status == RestrictionStatus.Lifted ? Nothing : new RestrictionLifted();

    public static Restriction Evolve(Restriction? state, RestrictionEvent fact) => (state, fact) switch
    {
        (null, RestrictionSet set) => new Restriction { PersonId = set.PersonId, Ground = set.Ground, Status = RestrictionStatus.Standing, Reason = set.Reason },
        ({ }, RestrictionLifted lifted) => state with { Status = RestrictionStatus.Lifted, LiftReason = lifted.LiftReason, SubjectToldAt = lifted.SubjectToldAt },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a restriction")}."),
    };
}
