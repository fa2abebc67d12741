namespace Serverless.LocalCosmos.Storage;

/// <summary>The current version of an item.</summary>
/// <param name="Number">The document number that its resource id carries: increasing, never reused.</param>
/// <param name="Epk">The effective partition key.</param>
/// <param name="Lsn">The container's log sequence number of the change that made this version.</param>
/// <param name="Ordinal">The place of the change among those that share the LSN: the operations of a batch.</param>
/// <param name="PreviousLsn">The LSN of the version before, 0 when this one was a create.</param>
/// <param name="Timestamp">Unix seconds, the item's <c>_ts</c>.</param>
/// <param name="ExpiresAt">Unix seconds from which on the item is invisible; null when it never expires.</param>
/// <param name="Body">The document as UTF-8 JSON, with its system properties.</param>
internal sealed record StoredItem(
    long Number,
    byte[] Epk,
    string Id,
    long Lsn,
    int Ordinal,
    long PreviousLsn,
    long Timestamp,
    long? ExpiresAt,
    byte[] Body);

internal enum VersionKind
{
    Create,
    Replace,
    Delete,
}

/// <summary>An entry of the all-versions log: a version, current or superseded, or a delete.</summary>
/// <param name="PreviousLsn">The LSN of the version before, 0 for a create.</param>
/// <param name="Expired">True for a delete that time to live caused.</param>
/// <param name="Body">The version's document; for a delete the last image before it.</param>
internal sealed record VersionRecord(
    VersionKind Kind,
    long Number,
    byte[] Epk,
    long Lsn,
    int Ordinal,
    long PreviousLsn,
    long Timestamp,
    bool Expired,
    byte[] Body);
