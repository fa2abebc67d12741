using Serverless.Functions.Domains.Certificates;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Projections.CertificateVerification;

/// <summary>What each event does to what can be verified.</summary>
public static class CertificateVerificationFold
{
    public static VerifiedCertificate OfCertificate(VerifiedCertificate? before, object fact, EventDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return fact switch
        {
            CertificateIssued issued => new VerifiedCertificate
            {
                Id = document.RecordId,
                Issuer = document.TenantId,
                Status = CertificateStatus.Issued,
                ProgrammeTitle = issued.ProgrammeTitle,
                CompletedOn = issued.CompletedOn,
                IssuedOn = issued.IssuedOn,
            },
            CertificateRevoked revoked => before! with { Status = CertificateStatus.Revoked, RevokedOn = revoked.RevokedOn, Reason = revoked.Reason },
            _ => throw new ArgumentException($"{fact.GetType().Name} is nothing of a certificate.", nameof(fact)),
        };
    }
}
