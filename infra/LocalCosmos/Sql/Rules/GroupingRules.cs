using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Rules;

/// <summary>
/// Once rows are folded, a property may be read only inside an aggregate or as part of what the rows are grouped by;
/// anything else would differ between the rows of one group.
/// </summary>
internal sealed class GroupingRules
{
    private readonly HashSet<string> _groups;
    private readonly HashSet<Type> _kindsOfGroups;
    private readonly string _code;
    private readonly string _clause;
    private readonly List<string> _local = [];

    private GroupingRules(IEnumerable<SqlExpression> groups, string code, string clause)
    {
        _groups = [.. groups.Select(SqlPrinter.Print)];
        _kindsOfGroups = [.. groups.Select(group => group.GetType())];
        _code = code;
        _clause = clause;
    }

    public static void Check(SqlQuery query)
    {
        foreach (var group in query.GroupBy)
        {
            if (!SyntaxTree.Any(group, e => e is Identifier))
                throw new SqlException("SC2110", "Each GROUP BY expression must contain at least one property reference.", group.Span.Start, group.Span.End);
        }

        if (query.GroupBy.Count == 0 && !Aggregates.AreSelectedBy(query)) return;
        var selected = new GroupingRules(query.GroupBy, "SC2102", "select list");
        foreach (var expression in SyntaxTree.Selected(query.Select.Spec)) selected.Check(expression);

        var ordered = new GroupingRules(query.GroupBy.Where(group => group is Identifier or Member), "SC2103", "ORDER BY clause");
        foreach (var item in query.OrderBy)
        {
            // Ordering the rows that fold into a single result by a path says nothing, and is let pass.
            if (query.GroupBy.Count > 0 || item.Expression is not (Identifier or Member)) ordered.Check(item.Expression);
        }
    }

    private void Check(SqlExpression expression)
    {
        StackGuard.Check();
        if (Aggregates.KindOf(expression) is not null || IsGroup(expression)) return;
        if (SyntaxTree.Subquery(expression) is { } subquery) CheckSubquery(subquery);
        else if (expression is Identifier or Member && RootOf(expression) is { } root) CheckPath(expression, root);
        else foreach (var child in SyntaxTree.Children(expression)) Check(child);
    }

    private bool IsGroup(SqlExpression expression) =>
        _kindsOfGroups.Contains(expression.GetType()) && _groups.Contains(SqlPrinter.Print(expression));

    private void CheckPath(SqlExpression path, Identifier root)
    {
        // A group that is also ordered is rewritten to carry the _rid of one of its documents, which the SDK wants to see.
        if (_local.Contains(root.Name) || path is Member { Step: Literal { Value: { Kind: ValueKind.String, AsString: "_rid" } } }) return;
        for (var part = path; part is Member member; part = member.Target)
        {
            if (IsGroup(member.Target)) return;
        }

        throw new SqlException(
            _code,
            $"Property reference '{SqlPrinter.Print(path)}' is invalid in the {_clause} because it is not contained in either an aggregate function or the GROUP BY clause.",
            path.Span.Start,
            path.Span.End);
    }

    /// <summary>A subquery may read its own sources freely, but these start from what surrounds it.</summary>
    private void CheckSubquery(SqlQuery query)
    {
        var outer = _local.Count;
        foreach (var source in query.From?.Sources ?? [])
        {
            if (source.Collection is SubqueryCollection subquery) CheckSubquery(subquery.Query);
            else Check(PathOf((PathCollection)source.Collection, source.Span));
            if (source.Name is { } name) _local.Add(name);
        }

        if (query.Where is { } where) Check(where);
        foreach (var group in query.GroupBy) Check(group);
        foreach (var selected in SyntaxTree.Selected(query.Select.Spec)) Check(selected);
        _local.RemoveRange(outer, _local.Count - outer);
    }

    private static SqlExpression PathOf(PathCollection path, TextSpan span) =>
        path.Steps.Aggregate((SqlExpression)new Identifier(path.Root) { Span = span }, (target, step) => new Member(target, step) { Span = span });

    private static Identifier? RootOf(SqlExpression expression)
    {
        while (expression is Member member) expression = member.Target;
        return expression as Identifier;
    }
}
