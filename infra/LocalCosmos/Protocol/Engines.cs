using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Engine.Queries;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>What operations are carried out by.</summary>
/// <param name="Exit">Ends the process at once; null where the process belongs to someone else.</param>
internal sealed record Engines(
    ResourceCatalog Catalog,
    ItemEngine Items,
    QueryEngine Queries,
    Faults Faults,
    RequestCounts Counts,
    TimeProvider Time,
    Action? Exit);
