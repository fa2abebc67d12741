using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Breaches;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A breach is found, assessed and contained; the authority and those whom it concerns are told in time; it is closed.</description></item>
/// <item><term>change</term><description>Often within 72 hours, then seldom: what is known comes in pieces.</description></item>
/// <item><term>truth, owner</term><description>This container; the team privacy.</description></item>
/// <item><term>debug</term><description>The events of the breach, which say what was known when.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key; stages of the deadline by what they say.</description></item>
/// <item><term>not stored</term><description>Whom it concerns, by name or id: numbers and classes are enough, and the breach's partition is nobody's.</description></item>
/// <item><term>consumers, future reads</term><description>Officers, auditors, authorities (GDPR Art. 33(5)); the watch over deadlines.</description></item>
/// <item><term>recovery</term><description>From the container's backup.</description></item>
/// </list>
/// </summary>
public static class BreachesDomain
{
    public static Domain<Breach, BreachEvent> Breaches { get; } = new("breaches", "breach")
    {
        Owner = "privacy",
        Erasure = Erasure.Retain("GDPR Art. 33(5): every breach is documented, so that the authority can check; it names nobody"),
        // Longer than a fine for it can still be imposed.
        Retention = Retention.Years(5, after: "status", becomes: "closed", "GDPR Art. 33(5): breaches are documented for as long as a fine can be imposed, and longer"),
        MaxDocumentBytes = 128 * 1024,
        Events =
        [
            EventType.Of<BreachReported>("breach-reported"),
            EventType.Of<BreachAssessed>("breach-assessed"),
            EventType.Of<BreachContained>("breach-contained"),
            EventType.Of<BreachAuthorityNotified>("breach-authority-notified"),
            EventType.Of<BreachPeopleNotified>("breach-people-notified"),
            EventType.Of<BreachEscalated>("breach-escalated"),
            EventType.Of<BreachClosed>("breach-closed"),
        ],
        Queries =
        [
            new QueryPattern("Breaches, the newest first, by how far they are", "status", "createdAt"),
            new QueryPattern("Breaches, the newest first, by their risk", "risk", "createdAt"),
            new QueryPattern("Deadlines that are to be told, of all tenants", "deadline", "dueBy"),
        ],
        Evolve = BreachDecisions.Evolve,
    };
}
