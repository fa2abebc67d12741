using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.Erasure.Certificates;

/// <summary>
/// That a person was erased: who wanted it and when, what was found and what became of it, and from when on nobody can bring it
/// back. Whoever has it can check it without us. A wire contract: certificates are kept for ever, so fields are added and never
/// changed.
/// </summary>
public sealed record ErasureCertificate
{
    public const string Type = "erasure-certificate+jws";

    public required int Version { get; init; }

    public required Guid ErasureId { get; init; }

    public required string TenantId { get; init; }

    /// <summary>An id that says nothing to anybody who has nothing else.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The keyed hash by which the ledger of erasures knows the subject.</summary>
    public required string Subject { get; init; }

    public required Jurisdiction Jurisdiction { get; init; }

    /// <summary>In which the data was kept; null where the deployment names none.</summary>
    public string? Region { get; init; }

    public required ErasureReason Reason { get; init; }

    public required Requester RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset RespondBy { get; init; }

    public required IReadOnlyList<ErasureAct> Acts { get; init; }

    /// <summary>From when on nothing has processed the data (GDPR Art. 18).</summary>
    public required DateTimeOffset RestrictedFrom { get; init; }

    /// <summary>The rule that said when erasing might begin.</summary>
    public required string Rule { get; init; }

    public required DateTimeOffset ErasedFrom { get; init; }

    public required IReadOnlyList<CertifiedStore> Stores { get; init; }

    public required IReadOnlyList<CertifiedRecipient> Recipients { get; init; }

    /// <summary>Null where the person never had a key.</summary>
    public required Guid? KeyId { get; init; }

    public required DateTimeOffset KeyDestroyedAt { get; init; }

    public required DateTimeOffset VerifiedAt { get; init; }

    /// <summary>What has counted, and in which version.</summary>
    public required string Verifier { get; init; }

    public required string VerifierVersion { get; init; }

    /// <summary>The latest of the traces.</summary>
    public required DateTimeOffset IrreversibleAt { get; init; }

    public required IReadOnlyList<LastTrace> Traces { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }
}

/// <summary>What was in a store, and what became of it. Nothing is left of what could be erased.</summary>
/// <param name="Basis">Of what stays: why.</param>
/// <param name="Found">Documents, blobs or messages about the person, before.</param>
/// <param name="Retained">Of those, how many stay: unreadable where they hold something personal.</param>
public sealed record CertifiedStore(string Store, ErasureEffect Effect, string Basis, long Found, long Deleted, long Anonymised, long Retained);

/// <param name="AcknowledgedAt">Null where the recipient has not answered in its time.</param>
public sealed record CertifiedRecipient(string Name, DateTimeOffset ToldAt, DateTimeOffset? AcknowledgedAt);
