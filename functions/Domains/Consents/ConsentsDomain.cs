using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Consents;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A person grants or withdraws, for one purpose and one wording of the policy; staff may write down what they say.</description></item>
/// <item><term>change</term><description>Never: what somebody says next is a further entry. What stands is what was said last.</description></item>
/// <item><term>truth, owner</term><description>The entries in this container; the team privacy. The ledger itself only sums them up.</description></item>
/// <item><term>debug</term><description>The entries, and the check of their chain, which names the first that is not as it was written.</description></item>
/// <item><term>retry</term><description>By Idempotency-Key; and saying again what stands already is no entry.</description></item>
/// <item><term>not stored</term><description>The policy's text, which its version names; addresses, devices and signatures of who consents.</description></item>
/// <item><term>consumers, future reads</term><description>Whatever uses data for a purpose that needs consent; the export; auditors.</description></item>
/// <item><term>recovery</term><description>The ledger follows from its entries; those, from the container's backup and from the topic that all events go to.</description></item>
/// </list>
/// </summary>
public static class ConsentsDomain
{
    public static Domain<ConsentLedger, ConsentEvent> Consents { get; } = new("consents", "consent-ledger")
    {
        Owner = "privacy",
        Erasure = Erasure.Retain("Proof that data was used with consent (GDPR Art. 7(1) and 17(3)(e)); who recorded it is unreadable then"),
        // Consent is withdrawn as easily as it is given (GDPR Art. 7(3)), whatever else stands still.
        ServesRights = true,
        Events =
        [
            EventType.Of<ConsentGranted>("consent-granted"),
            EventType.Of<ConsentWithdrawn>("consent-withdrawn"),
        ],
        Evolve = ConsentDecisions.Evolve,
    };
}
