using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Certificates;

/// <summary>What may happen to a certificate: it is issued once, and revoked at most once, for good.</summary>
public static class CertificateDecisions
{
    private static readonly CertificateEvent[] Nothing = [];

    /// <summary>Told again, it is the same certificate, with the words of the first time.</summary>
    public static Decision<CertificateEvent> Issue(Certificate? state, CertificateIssued issued) => state is null ? issued : Nothing;

    /// <param name="today">In UTC.</param>
    public static Decision<CertificateEvent> Revoke(Certificate? state, Revocation revocation, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(revocation);
        if (state is null) return CertificateErrors.NotFound;
        if (state.Status == CertificateStatus.Revoked) return CertificateErrors.Revoked;
        var note = string.IsNullOrWhiteSpace(revocation.Note) ? null : revocation.Note.Trim();
        return (revocation.Reason, note) is (RevocationReason.Other, null)
            ? CertificateErrors.Invalid(new Violation("/note", "is missing, and the reason alone does not say why"))
            : new CertificateRevoked { ProgrammeId = state.ProgrammeId, Reason = revocation.Reason, RevokedOn = today, Note = note };
    }

    public static Certificate Evolve(Certificate? state, CertificateEvent fact) => (state, fact) switch
    {
        (null, CertificateIssued issued) => new Certificate
        {
            ProgrammeId = issued.ProgrammeId,
            EnrolmentId = issued.EnrolmentId,
            Status = CertificateStatus.Issued,
            ProgrammeTitle = issued.ProgrammeTitle,
            HolderName = issued.HolderName,
            CompletedOn = issued.CompletedOn,
            IssuedOn = issued.IssuedOn,
        },
        ({ Status: CertificateStatus.Issued }, CertificateRevoked revoked) => state with
        {
            Status = CertificateStatus.Revoked,
            RevokedOn = revoked.RevokedOn,
            Reason = revoked.Reason,
            Note = revoked.Note,
        },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a certificate that is " + state.Status)}."),
    };
}
