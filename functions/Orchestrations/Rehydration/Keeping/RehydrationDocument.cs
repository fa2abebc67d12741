using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Orchestrations.Rehydration.Keeping;

/// <summary>That somebody wanted records back from an archive, why, and what came of it: ids, codes, times and numbers.</summary>
public sealed record RehydrationDocument : IReplaceableDocument
{
    public const string DocumentKind = "rehydration";

    /// <summary>Of the rehydration.</summary>
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    /// <summary>The person, or the archival.</summary>
    public required string SubjectId { get; init; }

    public string Kind { get; init; } = DocumentKind;

    /// <summary>Of all that makes the request what it is.</summary>
    public required string RequestHash { get; init; }

    /// <summary>Of the records.</summary>
    public required string Container { get; init; }

    /// <summary>Null where all that an archival has moved comes back.</summary>
    public Guid? PersonId { get; init; }

    public Guid? ArchivalId { get; init; }

    public required RehydrationReason Reason { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Until then what came back is not archived again.</summary>
    public required DateTimeOffset KeptUntil { get; init; }

    /// <summary>Records that were archived when it was asked for.</summary>
    public required long Total { get; init; }

    public RehydrationState State { get; init; } = RehydrationState.UnderWay;

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Once it has ended.</summary>
    public RehydrationCounts Counts { get; init; } = RehydrationCounts.None;

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    [JsonIgnore]
    public RehydrationPlace Place => new(TenantId, SubjectId, Guid.Parse(Id));
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum RehydrationState
{
    UnderWay,

    /// <summary>All is back that there was.</summary>
    Completed,

    /// <summary>Some is not; the numbers say why.</summary>
    Incomplete,
}
