using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>The SDK puts the parts of an aggregate together only where the aggregate is a whole column, or all that is selected.</summary>
internal static class FoldRules
{
    public static void Check(SqlQuery query)
    {
        foreach (var selected in SyntaxTree.Selected(query.Select.Spec))
        {
            if (Aggregates.KindOf(selected) is not null || !SyntaxTree.Any(selected, e => Aggregates.KindOf(e) is not null)) continue;
            throw new SqlException(
                "SC2990",
                "Compositions of aggregates and other expressions are not allowed.",
                selected.Span.Start,
                selected.Span.End);
        }
    }
}
