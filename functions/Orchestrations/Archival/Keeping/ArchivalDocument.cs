using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Orchestrations.Archival.Keeping;

/// <summary>That records of a tenant and domain were to be taken out of reach, and what came of it: ids, codes, times and numbers.</summary>
public sealed record ArchivalDocument : IReplaceableDocument
{
    public const string DocumentKind = "archival";

    /// <summary>All of a tenant lie together.</summary>
    public const string Subject = "archivals";

    /// <summary>Of the archival.</summary>
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public string SubjectId { get; init; } = Subject;

    public string Kind { get; init; } = DocumentKind;

    /// <summary>Of all that makes the request what it is.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The container of the records.</summary>
    public required string Domain { get; init; }

    public required DateTimeOffset Before { get; init; }

    /// <summary>It only says what would go.</summary>
    public required bool IsDryRun { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required string RequestedBy { get; init; }

    public required ArchivalState State { get; init; }

    /// <summary>It ends after the part that is under way.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Who has ended it.</summary>
    public string? CancelledBy { get; init; }

    /// <summary>A code, where it has failed.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Once it has ended.</summary>
    public ArchivalProgress? Result { get; init; }

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    [JsonIgnore]
    public ArchivalPlace Place => new(TenantId, Guid.Parse(Id));
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ArchivalState
{
    UnderWay,
    Completed,

    /// <summary>What it had moved by then stays where it is.</summary>
    Cancelled,
    Failed,
}

/// <summary>That an archival has a tenant's domain to itself.</summary>
public sealed record ArchivalTurn : IReplaceableDocument
{
    /// <summary>One for each domain.</summary>
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public string SubjectId { get; init; } = ArchivalDocument.Subject;

    public string Kind { get; init; } = "archival-turn";

    public required Guid ArchivalId { get; init; }

    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    public static string IdOf(string domain) => $"turn:{domain}";
}
