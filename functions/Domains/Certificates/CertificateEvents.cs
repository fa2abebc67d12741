using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Certificates;

[FieldsOf(typeof(Certificate))]
public abstract record CertificateEvent
{
    /// <summary>In every event, so that who reads one needs no other.</summary>
    public required Guid ProgrammeId { get; init; }
}

public sealed record CertificateIssued : CertificateEvent
{
    public required Guid EnrolmentId { get; init; }

    public required string ProgrammeTitle { get; init; }

    public required string HolderName { get; init; }

    public required DateOnly CompletedOn { get; init; }

    public required DateOnly IssuedOn { get; init; }
}

/// <summary>For good.</summary>
public sealed record CertificateRevoked : CertificateEvent
{
    public required RevocationReason Reason { get; init; }

    public required DateOnly RevokedOn { get; init; }

    public string? Note { get; init; }
}
