using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>
/// <c>SELECT VALUE COUNT(1) FROM (SELECT DISTINCT ...)</c>: a value may occur in several ranges, so they answer the inner
/// query and the SDK counts.
/// </summary>
/// <param name="Query">The inner query.</param>
/// <param name="Alias">The name of the count, empty for SELECT VALUE.</param>
internal sealed record DistinctCount(SqlQuery Query, string Alias)
{
    public static DistinctCount? Of(SqlQuery query)
    {
        if (query is not { From.Sources: [{ Iterates: false, Collection: SubqueryCollection inner }], Where: null, GroupBy: [], OrderBy: [], OffsetLimit: null }) return null;
        if (!inner.Query.Select.Distinct) return null;
        return query.Select.Spec switch
        {
            SelectValue value when CountsRows(value.Expression) => new DistinctCount(inner.Query, ""),
            SelectList { Items: [var item] } list when CountsRows(item.Expression) => new DistinctCount(inner.Query, ColumnNames.Of(list)[0]),
            _ => null,
        };
    }

    /// <param name="info">Of the inner query.</param>
    /// <param name="hasSelectValue">Of the outer one.</param>
    public QueryInfo Describe(QueryInfo info, bool hasSelectValue) => info with
    {
        DistinctCountAlias = Alias,
        HasSelectValue = hasSelectValue,
        RewrittenQuery = info.RewrittenQuery.Length > 0 ? info.RewrittenQuery : SqlPrinter.Print(Query),
    };

    private static bool CountsRows(SqlExpression expression) =>
        Aggregates.KindOf(expression) == AggregateKind.Count && expression is FunctionCall { Arguments: [var counted] } && IsDefined(counted);

    private static bool IsDefined(SqlExpression counted) => counted switch
    {
        Literal literal => !literal.Value.IsUndefined,
        ArrayConstructor array => array.Items.All(IsDefined),
        ObjectConstructor constructor => constructor.Properties.All(property => IsDefined(property.Value)),
        _ => false,
    };
}
