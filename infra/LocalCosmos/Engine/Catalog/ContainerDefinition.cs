using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The properties of a container, understood; <paramref name="Json"/> holds them as stored and answered.</summary>
/// <param name="RidBytes">The eight bytes behind <paramref name="Rid"/>.</param>
/// <param name="DistanceFunctions">Of the vector policy, by path.</param>
/// <param name="DefaultTtl">Null = no item expires; -1 = only items that say so; else seconds.</param>
/// <param name="ETag">With its inner quotes.</param>
/// <param name="Timestamp">Unix seconds of the last change of these properties.</param>
internal sealed record ContainerDefinition(
    string Id,
    string Rid,
    byte[] RidBytes,
    string DatabaseId,
    string DatabaseRid,
    PartitionKeyDefinition PartitionKey,
    IndexingRules Indexing,
    IReadOnlyList<UniqueKey> UniqueKeys,
    IReadOnlyDictionary<string, string> DistanceFunctions,
    int? DefaultTtl,
    ReadOnlyMemory<byte> Json,
    string ETag,
    long Timestamp);
