using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Certificates;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>A completed enrolment earns its person a certificate; anybody who is shown it can verify it; staff may revoke it.</description></item>
/// <item><term>change</term><description>Hardly ever: a certificate keeps the words of its day, also when the person or the programme are renamed.</description></item>
/// <item><term>truth, owner</term><description>This container; the team certification.</description></item>
/// <item><term>debug</term><description>The events of the certificate; the first names the completion that it follows from.</description></item>
/// <item><term>retry</term><description>Issuing by enrolment, revoking by Idempotency-Key.</description></item>
/// <item><term>not stored</term><description>Points and attendance: a certificate says that the rules were fulfilled, not how well.</description></item>
/// <item><term>consumers, future reads</term><description>The public verification, without anything personal; the programme's dashboard.</description></item>
/// <item><term>recovery</term><description>A missing one is issued by telling the completion again; a lost container, from its backup; verification, from the events.</description></item>
/// </list>
/// </summary>
public static class CertificatesDomain
{
    public static Domain<Certificate, CertificateEvent> Certificates { get; } = new("certificates", "certificate")
    {
        Owner = "certification",
        Erasure = Erasure.Retain("Article 17(3)(b) and (e) GDPR: whoever issues certificates must be able to confirm or contest them."),
        // A working life: that long people show a certificate, and others ask whether it stands.
        Retention = Retention.Years(50, after: "status", becomes: "issued", "Article 17(3)(b) and (e) GDPR: whoever issues certificates must be able to confirm or contest them"),
        Events = [EventType.Of<CertificateIssued>("certificate-issued"), EventType.Of<CertificateRevoked>("certificate-revoked")],
        Queries = [new QueryPattern("A person's certificates, the newest first", "createdAt")],
        Evolve = CertificateDecisions.Evolve,
    };
}
