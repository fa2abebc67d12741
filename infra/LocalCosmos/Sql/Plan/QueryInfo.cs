using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>How the SDK collapses equal results: Ordered when the results arrive sorted by themselves.</summary>
internal enum DistinctType { None, Unordered, Ordered }

/// <summary>What the SDK must do with the answers of the ranges. Members and their values bear the names of the wire.</summary>
internal sealed record QueryInfo
{
    public DistinctType DistinctType { get; init; }

    public long? Top { get; init; }

    public long? Offset { get; init; }

    public long? Limit { get; init; }

    /// <summary>True for Descending.</summary>
    public IReadOnlyList<bool> OrderBy { get; init; } = [];

    public IReadOnlyList<string> OrderByExpressions { get; init; } = [];

    public IReadOnlyList<string> GroupByExpressions { get; init; } = [];

    public IReadOnlyList<string> GroupByAliases { get; init; } = [];

    /// <summary>Null for a column that is no aggregate.</summary>
    public IReadOnlyDictionary<string, AggregateKind?> GroupByAliasToAggregateType { get; init; } = new Dictionary<string, AggregateKind?>();

    /// <summary>The aggregate of SELECT VALUE; those of a select list are in <see cref="GroupByAliasToAggregateType"/>.</summary>
    public IReadOnlyList<AggregateKind> Aggregates { get; init; } = [];

    /// <summary>What each range runs; empty when that is the statement itself.</summary>
    public string RewrittenQuery { get; init; } = "";

    public bool HasSelectValue { get; init; }

    /// <summary>Set when the SDK counts distinct results: the name of the count, empty for SELECT VALUE.</summary>
    public string? DistinctCountAlias { get; init; }

    /// <summary>The ranges order by a computed value, so the SDK must hold all results before it can merge.</summary>
    public bool HasNonStreamingOrderBy { get; init; }
}
