using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Rules;

/// <summary>Which clauses go together, and which a subquery lacks.</summary>
internal static class SelectRules
{
    public static void Check(SqlQuery query, bool isSubquery)
    {
        if (isSubquery && query.OrderBy.Count > 0) throw Error("SC2202", "'ORDER BY' is not supported in subqueries.", query.Span);
        if (isSubquery && query.Select.Top is { } top) throw Error("SC2203", "'TOP' is not supported in subqueries.", top.Span);
        if (isSubquery && query.OffsetLimit is not null) throw Error("SC2204", "'OFFSET LIMIT' clause is not supported in subqueries.", query.Span);
        if (query.Select.Top is not null && query.OffsetLimit is not null)
            throw Error("SC2205", "A TOP cannot be used in the same query or subquery as an OFFSET.", query.Span);
        if (query.Select.Spec is SelectList list) CheckUnique(ColumnNames.Of(list), list.Span);
    }

    public static void CheckUnique(IEnumerable<string> names, TextSpan span)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name)) throw Error("SC2022", $"Object creation error, property name '{name}' specified more than once.", span);
        }
    }

    public static void CheckStar(SqlQuery query)
    {
        if (query.Select.Spec is not SelectStar) return;
        var span = query.Select.Spec.Span;
        if (query.From is not { } from) throw Error("SC1021", "Syntax error, 'SELECT *' is not valid if FROM clause is omitted.", span);
        if (query.GroupBy.Count > 0) throw Error("SC2041", "'SELECT *' is not allowed with GROUP BY.", span);
        if (from.Sources.Count > 1) throw Error("SC2042", "'SELECT *' is only valid with a single input set.", span);
    }

    public static void CheckScalar(SqlQuery subquery)
    {
        if (MayGiveSeveral(subquery))
            throw Error("SC2201", "The cardinality of a scalar subquery result set cannot be greater than one.", subquery.Span);
    }

    private static bool MayGiveSeveral(SqlQuery query)
    {
        if (query.From is not { } from) return false;
        if (query.GroupBy.Count == 0 && Aggregates.AreSelectedBy(query)) return false;
        return from.Sources.Any(source => source.Iterates || (source.Collection is SubqueryCollection inner && MayGiveSeveral(inner.Query)));
    }

    private static SqlException Error(string code, string message, TextSpan span) => new(code, message, span.Start, span.End);
}
