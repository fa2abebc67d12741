using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.Erasure.Keeping;

/// <summary>
/// An erasure: who asked for it and why, who did what, and how far it is. It holds ids, codes and times, and stays as the proof of
/// what was done (GDPR Art. 5(2)).
/// </summary>
public sealed record ErasureCase : IReplaceableDocument
{
    public const string DocumentId = "erasure";
    public const string DocumentKind = "erasure";

    public string Id { get; init; } = DocumentId;

    public required string TenantId { get; init; }

    /// <summary>An erasure has a partition of its own.</summary>
    public required string SubjectId { get; init; }

    public string Kind { get; init; } = DocumentKind;

    public required Guid ErasureId { get; init; }

    public required Guid PersonId { get; init; }

    public required ErasureReason Reason { get; init; }

    public required Requester RequestedBy { get; init; }

    public required Jurisdiction Jurisdiction { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset RespondBy { get; init; }

    public required string RespondRule { get; init; }

    /// <summary>In the order in which they were done.</summary>
    public required IReadOnlyList<ErasureAct> Acts { get; init; }

    public ErasureFacts Facts { get; init; } = ErasureFacts.None;

    /// <summary>Of the key that is destroyed; null before the point of no return, and where there never was one.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>In the order in which they are erased.</summary>
    public IReadOnlyList<StoreAccount> Stores { get; init; } = [];

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    public static string SubjectOf(Guid erasureId) => $"erasure:{erasureId}";

    public ErasureCase With(ErasureFacts facts) => this with { Facts = facts };

    public ErasureCase With(ErasureAct act) => this with { Acts = [.. Acts, act] };

    /// <param name="counts">Of every store.</param>
    /// <param name="left">What should not be there; then all is erased once more after a while.</param>
    public ErasureCase Verified(IReadOnlyDictionary<string, SubjectCount> counts, IReadOnlyList<StoreLeft> left, DateTimeOffset at, TimeSpan recheck) => this with
    {
        Stores = [.. Stores.Select(account => account with { Left = counts.GetValueOrDefault(account.Store) })],
        Facts = left.Count == 0
            ? Facts with { VerifiedAt = at, Left = [], RecheckAt = null }
            : Facts with { VerifiedAt = null, Left = left, RecheckAt = at + recheck, Stages = [] },
    };
}

/// <summary>The grounds of GDPR Art. 17(1). Stored by name: add, never rename or remove.</summary>
public enum ErasureReason
{
    /// <summary>(a) The purpose has been served.</summary>
    NoLongerNecessary,

    /// <summary>(b)</summary>
    ConsentWithdrawn,

    /// <summary>(c) The subject objects (Art. 21).</summary>
    Objection,

    /// <summary>(d)</summary>
    UnlawfulProcessing,

    /// <summary>(e)</summary>
    LegalObligation,

    /// <summary>(f) Collected from a child who was offered a service (Art. 8(1)).</summary>
    ChildsConsent,
}

/// <summary>What somebody did.</summary>
/// <param name="By">The account of whoever did it.</param>
/// <param name="Code">How, or of whom: the method of identification, the recipient.</param>
public sealed record ErasureAct(ErasureActKind Kind, string By, DateTimeOffset At, string? Code = null);

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ErasureActKind
{
    Requested,
    Identified,
    Confirmed,
    Cancelled,
    Acknowledged,

    /// <summary>Data was there again, and is erased again.</summary>
    Repeated,
}

/// <summary>What was in a store, and what became of it.</summary>
/// <param name="Found">Before anything was erased there.</param>
/// <param name="Erased">Null before; what a process did that ended in the middle is not in it.</param>
/// <param name="Left">At the last count of all; null before.</param>
public sealed record StoreAccount(string Store, ErasureStage Stage, ErasureRule Rule, SubjectCount Found, SubjectErased? Erased, SubjectCount? Left)
{
    /// <summary>What is deleted or anonymised, once and never again; what stays is counted anew.</summary>
    public StoreAccount After(SubjectErased run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return this with { Erased = new SubjectErased((Erased?.Deleted ?? 0) + run.Deleted, (Erased?.Anonymised ?? 0) + run.Anonymised, run.Retained) };
    }
}
