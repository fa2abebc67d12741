using System.Text.Json.Serialization;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Archives;

/// <summary>
/// What a blob of an archive holds of one subject: written before the blob is, so that nothing of anybody is archived where it
/// could not be found again.
/// </summary>
public sealed record ArchiveEntry : IPlatformDocument
{
    public const string EntryKind = "entry";

    /// <summary>The same for the same blob.</summary>
    public required string Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    public string Kind { get; init; } = EntryKind;

    /// <summary>Of records, in the store.</summary>
    public required string Container { get; init; }

    public required string RecordType { get; init; }

    /// <summary>By which it was archived.</summary>
    public required Guid ArchivalId { get; init; }

    /// <summary>In which the records became what they ended as: <c>2026-11</c>.</summary>
    public required string Month { get; init; }

    public required IReadOnlyList<ArchiveEntryRecord> Records { get; init; }

    /// <summary>Records and events.</summary>
    public required int Documents { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Seconds until the archive is deleted, and this with it.</summary>
    public required int Ttl { get; init; }

    [JsonIgnore]
    public SubjectPlace Subject => new(TenantId, SubjectId);
}

public sealed record ArchiveEntryRecord(Guid RecordId, long Version, ArchivedPlace Place);

/// <summary>A blob of an archive. It lies with the archival that has made it.</summary>
public sealed record ArchivePart : IReplaceableDocument
{
    public const string PartKind = "part";

    public required string Id { get; init; }

    public required string TenantId { get; init; }

    /// <summary>The archival, as the partition in which all of its parts are.</summary>
    public required string SubjectId { get; init; }

    public string Kind { get; init; } = PartKind;

    /// <inheritdoc cref="ArchiveEntry.Container"/>
    public required string Container { get; init; }

    public required string RecordType { get; init; }

    public required string BlobContainer { get; init; }

    public required string Blob { get; init; }

    /// <inheritdoc cref="ArchiveEntry.Month"/>
    public required string Month { get; init; }

    public required int Records { get; init; }

    public required int Subjects { get; init; }

    public required int Documents { get; init; }

    /// <summary>Of the blob.</summary>
    public required long Bytes { get; init; }

    /// <summary>Of the blob; lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>What it was made of, so that whoever makes it again finds the same.</summary>
    public LookedAt Looked { get; init; } = LookedAt.Nothing;

    /// <summary>Read back and found to be what was written, whereupon the records were removed; null before.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>What was removed, and what stayed behind because it had become another; null before.</summary>
    public MonthFigures? Moved { get; init; }

    /// <summary>Records that were blanked since, because they were brought back or erased.</summary>
    public int Blanked { get; init; }

    public required int Ttl { get; init; }

    [JsonPropertyName("_etag")]
    public string? ETag { get; init; }

    public static string IdOf(string container, Guid archivalId, int number) => $"{PrefixOf(container, archivalId)}{number}";

    /// <summary>Of all that one archival has made of a container.</summary>
    internal static string PrefixOf(string container, Guid archivalId) => $"{container}:{archivalId}:";
}
