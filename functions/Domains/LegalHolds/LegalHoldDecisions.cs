using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.LegalHolds;

/// <summary>A hold stands until it is released, once and for good, or until its time is over.</summary>
public static class LegalHoldDecisions
{
    private static readonly LegalHoldEvent[] Nothing = [];

    public static Decision<LegalHoldEvent> Place(NewHold hold, DateTimeOffset now)
    {
        var violations = new List<Violation>();
        if (string.IsNullOrWhiteSpace(hold.Reason)) violations.Add(new Violation("/reason", "has no text"));
        if (string.IsNullOrWhiteSpace(hold.Authority)) violations.Add(new Violation("/authority", "has no text"));
        if (hold.Until <= now) violations.Add(new Violation("/until", "is over already"));
        return violations.Count > 0
            ? LegalHoldErrors.Invalid(violations)
            : new HoldPlaced { PersonId = hold.PersonId, Kind = hold.Kind, Reason = hold.Reason.Trim(), Authority = hold.Authority.Trim(), Until = hold.Until };
    }

    /// <summary>Asked again, it changes nothing.</summary>
    public static Decision<LegalHoldEvent> Release(LegalHold state, Release release)
    {
        if (string.IsNullOrWhiteSpace(release.Reason)) return LegalHoldErrors.Invalid(new Violation("/reason", "has no text"));
        return state.Status == HoldStatus.Released ? Nothing : new HoldReleased { ReleaseReason = release.Reason.Trim() };
    }

    public static LegalHold Evolve(LegalHold? state, LegalHoldEvent fact) => (state, fact) switch
    {
        (null, HoldPlaced placed) => new LegalHold
        {
            PersonId = placed.PersonId,
            Kind = placed.Kind,
            Status = HoldStatus.Standing,
            Reason = placed.Reason,
            Authority = placed.Authority,
            Until = placed.Until,
        },
        ({ }, HoldReleased released) => state with { Status = HoldStatus.Released, ReleaseReason = released.ReleaseReason },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a hold")}."),
    };
}
