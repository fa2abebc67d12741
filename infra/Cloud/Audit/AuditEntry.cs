using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Audit;

/// <summary>That somebody has read or written personal data of a subject, in one run of a function. Stored once and never changed.</summary>
public sealed record AuditEntry
{
    /// <summary>The sequence in digits that sort, so that no two entries have one place.</summary>
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>Of the document and its hash: <see cref="AuditHash.Form"/>.</summary>
    public required string Form { get; init; }

    /// <summary>Place in the subject's chain, from 1.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string CallerId { get; init; }

    /// <summary>Of the caller; none where something follows by itself from what they did.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public required AccessBehalf Behalf { get; init; }

    /// <summary>That answered, or ran.</summary>
    public required string Function { get; init; }

    public required AccessKind Kind { get; init; }

    /// <summary>For which the fields are kept, by their declarations.</summary>
    public required IReadOnlyList<Purpose> Purposes { get; init; }

    public required IReadOnlyList<AccessedRecords> Records { get; init; }

    /// <summary>The network that the request came from, sealed with the subject's key; null where none is known, or it cannot be read any more.</summary>
    public string? From { get; init; }

    public string? TraceId { get; init; }

    /// <summary>The hash of the entry before.</summary>
    public required string Previous { get; init; }

    /// <summary>Of all the rest, as it is stored: what is sealed counts as it is sealed.</summary>
    public string Hash { get; init; } = "";

    public static string IdOf(long sequence) => sequence.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Records of one type: which, and which of their personal fields.</summary>
/// <param name="Ids">The first of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Shown">Personal fields that were shown; in lists, those of any item.</param>
/// <param name="Written">Fields with personal values that were written.</param>
public sealed record AccessedRecords(string Type, IReadOnlyList<string> Ids, int Count, IReadOnlyList<string> Shown, IReadOnlyList<string> Written)
{
    /// <summary>More are counted and not named.</summary>
    public const int MostIds = 100;
}

/// <summary>What was done. Stored by name: add, never rename or remove. The strongest that was done in one run is last.</summary>
public enum AccessKind
{
    Read,

    /// <summary>The audit itself was read.</summary>
    AuditRead,
    Export,

    /// <summary>And perhaps shown, as what was written.</summary>
    Write,
}

/// <summary>On whose behalf. Stored by name: add, never rename or remove.</summary>
public enum AccessBehalf
{
    /// <summary>The subject themselves.</summary>
    Subject,

    /// <summary>Somebody with a role, for the tenant.</summary>
    Tenant,

    /// <summary>Nobody asked: it followed by itself from what the caller had done.</summary>
    Cause,
}
