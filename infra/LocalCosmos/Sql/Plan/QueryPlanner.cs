using Serverless.LocalCosmos.Sql.Rules;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>
/// Splits a statement into what each range runs by itself and what the SDK does with their answers, as the service's own
/// planner does; the unit tests compare the two.
/// </summary>
internal static class QueryPlanner
{
    /// <param name="query">The statement.</param>
    /// <param name="parameters">Their values by name, with the @.</param>
    /// <param name="context">The container and the scope of the request.</param>
    /// <exception cref="SqlException">The statement breaks a rule, or cannot be split.</exception>
    public static QueryPlan Plan(SqlQuery query, IReadOnlyDictionary<string, Value> parameters, PlanContext context)
    {
        StatementRules.Check(query);
        var counts = CountClauses.Of(query, parameters);
        var hasSelectValue = query.Select.Spec is SelectValue;
        if (query.From is null) return new QueryPlan(new QueryInfo { HasSelectValue = hasSelectValue }, [PlanRange.First]);

        var info = DistinctCount.Of(query) is { } distinct
            ? distinct.Describe(Rewrite.Of(distinct.Query, CountClauses.None, parameters, context), hasSelectValue)
            : Rewrite.Of(query, counts, parameters, context);
        return new QueryPlan(info, PartitionKeyFilter.RangesOf(query, parameters, context));
    }
}
