using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.SubjectExport.Keeping;

/// <summary>That somebody asked for a copy of a person's data, and what came of it: ids, codes, times and numbers, and nothing of the copy.</summary>
public sealed record ExportDocument : IReplaceableDocument
{
    public const string DocumentKind = "subject-export";

    /// <summary>Of the export.</summary>
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    /// <summary>The person.</summary>
    public required string SubjectId { get; init; }

    public string Kind { get; init; } = DocumentKind;

    /// <summary>Of all that makes the request what it is.</summary>
    public required string RequestHash { get; init; }

    public required string Format { get; init; }

    public DateTimeOffset? AsOf { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required ExportRequester RequestedBy { get; init; }

    /// <summary>Until when the law wants an answer.</summary>
    public required DateTimeOffset RespondBy { get; init; }

    public required ExportState State { get; init; }

    /// <summary>A code, where it has come to nothing.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Until when it can be downloaded.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Of the package, in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>What it holds, once it has ended.</summary>
    public SubjectExportProgress? Content { get; init; }

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    string IPlatformDocument.Id => Id.ToString();

    [JsonIgnore]
    public SubjectExportPlace Place => new(TenantId, Guid.Parse(SubjectId), Id);

    public bool IsDownloadableAt(DateTimeOffset now) => State == ExportState.Ready && now < ExpiresAt;
}

/// <summary>Who asked, and in whose name the register is told how it goes.</summary>
public sealed record ExportRequester(string CallerId, Guid? PersonId, IReadOnlyList<Role> Roles)
{
    public static ExportRequester Of(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new ExportRequester(caller.Id, caller.PersonId, [.. caller.Roles.Order()]);
    }

    public Caller Caller(string tenantId) => new(tenantId, CallerId, PersonId, Roles.ToHashSet());
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ExportState
{
    /// <summary>Under way.</summary>
    Accepted,

    /// <summary>Every byte of it was read again and is as it was collected.</summary>
    Ready,

    /// <summary>Taken back; nothing of it is left.</summary>
    Withdrawn,

    /// <summary>It has come to nothing; nothing of it is left.</summary>
    Failed,
}
