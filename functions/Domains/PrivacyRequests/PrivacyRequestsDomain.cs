using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A subject asks for what the law gives them; it is accepted, perhaps held, and answered before its deadline.</description></item>
/// <item><term>change</term><description>A few times, as the erasure or export that serves it goes, or by an officer where there is none.</description></item>
/// <item><term>truth, owner</term><description>This container says what was asked, by when, and how it ended; the team privacy. What was done is told by the erasure or export itself.</description></item>
/// <item><term>debug</term><description>The events of the request, which name who told each step; the deadline is stored with the rule that it follows from.</description></item>
/// <item><term>retry</term><description>Entering by the request's id, steps by what they say, officers' commands by Idempotency-Key.</description></item>
/// <item><term>not stored</term><description>Anything that the subject or an officer writes, and how the subject was identified: reasons are codes.</description></item>
/// <item><term>consumers, future reads</term><description>Officers and auditors; erasures and exports, which ask what is open; the watch over deadlines.</description></item>
/// <item><term>recovery</term><description>From the container's backup; of erasures and exports, also by what they tell again.</description></item>
/// </list>
/// </summary>
public static class PrivacyRequestsDomain
{
    public static Domain<PrivacyRequest, PrivacyRequestEvent> Requests { get; } = new("privacy-requests", "privacy-request")
    {
        Owner = "privacy",
        Erasure = Erasure.Retain("GDPR Art. 5(2) and 17(3)(b): that a request was answered, and in time, must be shown, also when it was for erasure"),
        ServesRights = true,
        // So long can a subject or an authority ask how a request was answered (Sections 195, 199 BGB; Section 31 OWiG).
        Retention = Retention.Years(3, after: "deadline", becomes: "stopped", "GDPR Art. 5(2): for so long it can be asked how a request was answered (Sections 195 and 199 BGB, Section 31 OWiG)"),
        Events =
        [
            EventType.Of<PrivacyRequestReceived>("privacy-request-received"),
            EventType.Of<PrivacyRequestAdvanced>("privacy-request-advanced"),
            EventType.Of<PrivacyRequestEnded>("privacy-request-ended"),
            EventType.Of<PrivacyRequestExtended>("privacy-request-extended"),
            EventType.Of<PrivacyRequestEscalated>("privacy-request-escalated"),
        ],
        Queries =
        [
            new QueryPattern("The register, the newest first, by how far requests are", "status", "createdAt"),
            new QueryPattern("The register, and a person's requests, by kind", "kind", "createdAt"),
            new QueryPattern("What is due by a day, the most urgent first", "dueBy"),
            new QueryPattern("Deadlines that are to be told, of all tenants", "deadline", "dueBy"),
        ],
        Evolve = PrivacyRequestDecisions.Evolve,
    };
}
