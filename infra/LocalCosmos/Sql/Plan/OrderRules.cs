using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>ORDER BY takes paths, any number of them, or one distance and nothing else.</summary>
internal static class OrderRules
{
    /// <exception cref="SqlException">An item is something else.</exception>
    public static void Check(SqlQuery query, IReadOnlyDictionary<string, Value> parameters)
    {
        foreach (var item in query.OrderBy)
        {
            if (IsPath(item.Expression)) continue;
            if (query.OrderBy.Count == 1 && Distance.Of(item.Expression, parameters) is not null) continue;
            throw new SqlException(
                "2206",
                "Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.",
                item.Expression.Span.Start,
                item.Expression.Span.End);
        }
    }

    public static bool IsPath(SqlExpression expression) => expression switch
    {
        Identifier => true,
        Member member => IsPath(member.Target),
        _ => false,
    };
}
