using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>What a plan depends on besides the statement.</summary>
/// <param name="PartitionKeyPaths">Each path as its segments; empty when ranges are not to be narrowed.</param>
/// <param name="EffectivePartitionKey">From the values of the leading paths to upper-case hexadecimal text.</param>
internal sealed record PlanContext(
    IReadOnlyList<IReadOnlyList<string>> PartitionKeyPaths,
    Func<IReadOnlyList<Value>, string> EffectivePartitionKey)
{
    public static readonly PlanContext None = new([], _ => "");

    /// <summary>The request is limited to one full key: one range answers it, and applies OFFSET and LIMIT itself.</summary>
    public bool HasLogicalPartitionKey { get; init; }

    /// <summary>From the paths of the vector policy, such as /embedding, to their distance functions.</summary>
    public IReadOnlyDictionary<string, string> DistanceFunctions { get; init; } = new Dictionary<string, string>();
}
