using Serverless.Functions.Domains.Certificates;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Projections.CertificateVerification;

/// <summary>What anybody may know of a certificate who has its id. Nothing in it is about the person.</summary>
[FieldsOf(typeof(Certificate))]
public sealed record VerifiedCertificate
{
    [Field("Names the certificate", Purpose.Certification)]
    public required Guid Id { get; init; }

    [Field("The tenant that issued the certificate", Purpose.Certification, MaxLength = 200)]
    public required string Issuer { get; init; }

    public required CertificateStatus Status { get; init; }

    public required string ProgrammeTitle { get; init; }

    public required DateOnly CompletedOn { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? RevokedOn { get; init; }

    public RevocationReason? Reason { get; init; }
}
