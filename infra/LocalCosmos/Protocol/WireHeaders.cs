namespace Serverless.LocalCosmos.Protocol;

/// <summary>The names of the headers that are read or written.</summary>
internal static class WireHeaders
{
    public const string ActivityId = "x-ms-activity-id";
    public const string AltContentPath = "x-ms-alt-content-path";
    public const string Authorization = "authorization";
    public const string AutoscaleSettings = "x-ms-cosmos-offer-autopilot-settings";
    public const string BatchAtomic = "x-ms-cosmos-batch-atomic";
    public const string ChangeFeedMode = "A-IM";
    public const string ContentPath = "x-ms-content-path";
    public const string ContentType = "Content-Type";
    public const string Continuation = "x-ms-continuation";
    public const string Date = "x-ms-date";
    public const string EndEpk = "x-ms-end-epk";
    public const string ETag = "etag";
    public const string HttpDate = "Date";
    public const string IfMatch = "If-Match";
    public const string IfModifiedSince = "If-Modified-Since";
    public const string IfNoneMatch = "If-None-Match";
    public const string IndexUtilization = "x-ms-cosmos-index-utilization";
    public const string IntendedContainerRid = "x-ms-cosmos-intended-collection-rid";
    public const string IsBatch = "x-ms-cosmos-is-batch-request";
    public const string IsPlan = "x-ms-cosmos-is-query-plan-request";
    public const string IsQuery = "x-ms-documentdb-isquery";
    public const string IsUpsert = "x-ms-documentdb-is-upsert";
    public const string ItemCount = "x-ms-item-count";
    public const string Lsn = "lsn";
    public const string MaxItemCount = "x-ms-max-item-count";
    public const string MinimumThroughput = "x-ms-cosmos-min-throughput";
    public const string OfferReplacePending = "x-ms-offer-replace-pending";
    public const string OfferThroughput = "x-ms-offer-throughput";
    public const string PartitionKey = "x-ms-documentdb-partitionkey";
    public const string PartitionKeyRangeId = "x-ms-documentdb-partitionkeyrangeid";
    public const string PopulateIndexMetrics = "x-ms-cosmos-populateindexmetrics";
    public const string PopulateIndexMetricsV2 = "x-ms-cosmos-populateindexmetrics-V2";
    public const string PopulateQueryMetrics = "x-ms-documentdb-populatequerymetrics";
    public const string PostTrigger = "x-ms-documentdb-post-trigger-include";
    public const string Prefer = "Prefer";
    public const string PreTrigger = "x-ms-documentdb-pre-trigger-include";
    public const string QueryMetrics = "x-ms-documentdb-query-metrics";
    public const string ReadKeyType = "x-ms-read-key-type";
    public const string RequestCharge = "x-ms-request-charge";
    public const string RequiresDistribution = "x-ms-cosmos-query-requiresdistribution";
    public const string RetryAfter = "x-ms-retry-after-ms";
    public const string SessionToken = "x-ms-session-token";
    public const string StartEpk = "x-ms-start-epk";
    public const string SubStatus = "x-ms-substatus";
}
