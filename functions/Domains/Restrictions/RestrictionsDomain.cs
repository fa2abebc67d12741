using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Restrictions;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A data-protection officer restricts what is done with a person's data, or an erasure that has begun does; it is lifted when the ground is gone and the person was told.</description></item>
/// <item><term>change</term><description>Once: it is lifted.</description></item>
/// <item><term>truth, owner</term><description>This container; the team privacy. What holds everything else up is noted with the person's key, and follows from here.</description></item>
/// <item><term>debug</term><description>The events say who set and lifted it; dead letters with the reason restricted, what waits for it.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key; an erasure by the id that it gives.</description></item>
/// <item><term>not stored</term><description>What the person says is wrong: that is the rectification's.</description></item>
/// <item><term>consumers, future reads</term><description>Whatever processes personal data; the register of requests; auditors; recipients, who are told (GDPR Art. 19).</description></item>
/// <item><term>recovery</term><description>What stands follows from the events: the reaction that notes it with the key is run over the feed again.</description></item>
/// </list>
/// </summary>
public static class RestrictionsDomain
{
    public static Domain<Restriction, RestrictionEvent> Restrictions { get; } = new("restrictions", "restriction")
    {
        Owner = "privacy",
        Erasure = Erasure.Retain("Proof that a right was granted and kept to (GDPR Art. 5(2) and 17(3)(b)); what was said of the person is unreadable then"),
        ServesRights = true,
        Events =
        [
            EventType.Of<RestrictionSet>("restriction-set"),
            EventType.Of<RestrictionLifted>("restriction-lifted"),
        ],
        Queries = [new QueryPattern("The restrictions of a tenant that stand, the latest first", "status", "createdAt")],
        Evolve = RestrictionDecisions.Evolve,
    };
}
