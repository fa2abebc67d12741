using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Rules;

/// <summary>Where an expression stands, as far as aggregates care.</summary>
internal enum AggregateUse { Allowed, InAggregate, InWhere, InGroupBy }

internal static class AggregateRules
{
    /// <summary>Steps into the arguments of an aggregate.</summary>
    public static AggregateUse Enter(AggregateUse use, TextSpan span) => use switch
    {
        AggregateUse.InAggregate => throw new SqlException("SC2101", "Cannot perform an aggregate function on an expression containing an aggregate or a subquery.", span.Start, span.End),
        AggregateUse.InWhere => throw new SqlException("SC2104", "Aggregates are not allowed in the WHERE clause.", span.Start, span.End),
        AggregateUse.InGroupBy => throw NotInGroupBy(span),
        _ => AggregateUse.InAggregate,
    };

    public static void CheckSubquery(AggregateUse use, TextSpan span)
    {
        if (use == AggregateUse.InGroupBy) throw NotInGroupBy(span);
    }

    private static SqlException NotInGroupBy(TextSpan span) =>
        new("SC2111", "Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.", span.Start, span.End);
}
