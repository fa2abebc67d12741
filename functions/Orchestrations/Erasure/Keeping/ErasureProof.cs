using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Orchestrations.Erasure.Keeping;

/// <summary>A certificate as it was signed, once and for ever.</summary>
/// <param name="Signed">A JWS in compact form.</param>
public sealed record StoredCertificate(string TenantId, string SubjectId, Guid ErasureId, string Signed) : IPlatformDocument
{
    public const string DocumentId = "certificate";

    public string Id { get; init; } = DocumentId;

    public string Kind { get; init; } = "erasure-certificate";
}

/// <summary>That a subject is erased, for who must make sure that they stay so: after a restore, or when an id comes up again.</summary>
/// <param name="Id">A keyed hash of the subject: it cannot be told from it who that was.</param>
public sealed record LedgerEntry(string Id, string TenantId, Guid ErasureId, DateTimeOffset ErasedAt) : IPlatformDocument
{
    public const string Subject = "erasure-ledger";

    public string SubjectId { get; init; } = Subject;

    public string Kind { get; init; } = "erased-subject";

    /// <param name="index">The tenant's: the same person has another hash in another tenant.</param>
    public static string HashOf(BlindIndex index, Guid personId)
    {
        ArgumentNullException.ThrowIfNull(index);
        return index.Of("erasure", "subject", personId.ToString());
    }
}

/// <summary>Which erasure a request under an Idempotency-Key has led to.</summary>
/// <param name="RequestHash">Of all that makes the request what it is.</param>
public sealed record ErasureKey(string TenantId, string SubjectId, Guid ErasureId, string RequestHash) : IPlatformDocument
{
    public const string DocumentId = "request";

    public string Id { get; init; } = DocumentId;

    public string Kind { get; init; } = "erasure-request";

    public static string SubjectOf(Guid commandId) => $"erasure-request:{commandId}";
}
