using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.LegalHolds;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A data-protection officer places a hold for whoever may demand it, and releases it when the matter is closed.</description></item>
/// <item><term>change</term><description>Once: it is released, or its time is over.</description></item>
/// <item><term>truth, owner</term><description>This container; the team privacy.</description></item>
/// <item><term>debug</term><description>The events say who placed and released it, when and why.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key; a release also by what it asks for.</description></item>
/// <item><term>not stored</term><description>The files of the matter, which its reference names.</description></item>
/// <item><term>consumers, future reads</term><description>Erasure, archival and retention, which ask before they take anything away; auditors.</description></item>
/// <item><term>recovery</term><description>From the container's backup, and from the topic that all events go to.</description></item>
/// </list>
/// </summary>
public static class LegalHoldsDomain
{
    public static Domain<LegalHold, LegalHoldEvent> LegalHolds { get; } = new("legal-holds", "legal-hold")
    {
        Owner = "privacy",
        Erasure = Erasure.Retain("Proof of why an erasure had to wait (GDPR Art. 17(3)(b) and (e)); what was said of the person is unreadable then"),
        ServesRights = true,
        Events =
        [
            EventType.Of<HoldPlaced>("hold-placed"),
            EventType.Of<HoldReleased>("hold-released"),
        ],
        Queries = [new QueryPattern("The holds of a tenant that stand, the latest first", "status", "createdAt")],
        Evolve = LegalHoldDecisions.Evolve,
    };
}
