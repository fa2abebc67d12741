namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>Named as the SDK names them in a query plan.</summary>
internal enum AggregateKind { Average, Count, CountIf, MakeList, MakeSet, Max, Min, Sum }

internal static class Aggregates
{
    /// <summary>Which aggregate the expression calls; null for anything else, a user-defined function of that name included.</summary>
    public static AggregateKind? KindOf(SqlExpression expression) =>
        expression is not FunctionCall { IsUserDefined: false } call ? null : call.Name.ToUpperInvariant() switch
        {
            "AVG" => AggregateKind.Average,
            "COUNT" => AggregateKind.Count,
            "COUNTIF" => AggregateKind.CountIf,
            "MAKELIST" => AggregateKind.MakeList,
            "MAKESET" => AggregateKind.MakeSet,
            "MAX" => AggregateKind.Max,
            "MIN" => AggregateKind.Min,
            "SUM" => AggregateKind.Sum,
            _ => null,
        };

    /// <summary>Whether the query folds its rows into one result, or into one per group.</summary>
    public static bool AreSelectedBy(SqlQuery query) =>
        SyntaxTree.Selected(query.Select.Spec).Any(selected => SyntaxTree.Any(selected, e => KindOf(e) is not null));
}
