using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Domains.Certificates;

/// <summary>Says that somebody has completed a programme, in the words of the day on which it was issued.</summary>
public sealed record Certificate
{
    [Field("The programme that was completed", Purpose.Certification)]
    public required Guid ProgrammeId { get; init; }

    [Field("The completed enrolment, which has one certificate; it is another domain's, and means nothing here", Purpose.Certification)]
    public required Guid EnrolmentId { get; init; }

    [Field("Whether the certificate stands", Purpose.Certification)]
    public required CertificateStatus Status { get; init; }

    [Field("Name of the programme when the certificate was issued", Purpose.Certification, MaxLength = 200)]
    public required string ProgrammeTitle { get; init; }

    [Field("Name of the person when the certificate was issued", Purpose.Certification, Personal.Identity, MaxLength = 200)]
    public required string HolderName { get; init; }

    [Field("The day (UTC) on which the programme was completed", Purpose.Certification)]
    public required DateOnly CompletedOn { get; init; }

    [Field("The day (UTC) on which the certificate was issued", Purpose.Certification)]
    public required DateOnly IssuedOn { get; init; }

    [Field("The day (UTC) on which the certificate was revoked", Purpose.Certification)]
    public DateOnly? RevokedOn { get; init; }

    [Field("Why the certificate was revoked, as anybody is told who verifies it", Purpose.Certification)]
    public RevocationReason? Reason { get; init; }

    [Field("What there is to say about it, to the person and those who work here", Purpose.Certification, Personal.FreeText, MaxLength = 2000)]
    public string? Note { get; init; }

    /// <summary>However often a completion is told, it is the same certificate.</summary>
    public static Guid IdOf(Guid enrolmentId) => Uuid.Derived("certificate", enrolmentId.ToString());
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum CertificateStatus
{
    Issued,
    Revoked,
}

/// <summary>Stored by name: add, never rename or remove. Anybody may learn of it: it says nothing about the person.</summary>
public enum RevocationReason
{
    IssuedInError,
    RulesNotMet,
    HoldersWish,

    /// <summary>Only with a note.</summary>
    Other,
}

/// <summary>What users say when they revoke a certificate.</summary>
[FieldsOf(typeof(Certificate))]
public sealed record Revocation
{
    public required RevocationReason Reason { get; init; }

    public string? Note { get; init; }
}
