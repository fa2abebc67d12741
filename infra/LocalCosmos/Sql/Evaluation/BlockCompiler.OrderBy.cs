using Serverless.LocalCosmos.Sql.Functions;
using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class BlockCompiler
{
    private IEnumerable<SortItem> OrderBy(SqlQuery query, Scope scope, Grouping? grouping)
    {
        foreach (var item in query.OrderBy)
        {
            if (!IsPath(item.Expression) && !IsDistance(item.Expression)) throw SemanticErrors.OrderByNotPath(item.Expression.Span);
        }

        // One row has no order.
        if (grouping is { Keys.Count: 0 }) return [];
        var sortScope = grouping is null ? scope : scope.Grouped(new Grouping(grouping.Keys, isOrder: true));
        return query.OrderBy.Select(item => new SortItem(expressions.Compile(item.Expression, sortScope).Evaluate, Descends(item)));
    }

    private static bool IsPath(SqlExpression expression) => expression switch
    {
        Identifier => true,
        Member member => IsPath(member.Target),
        _ => false,
    };

    private static bool IsDistance(SqlExpression expression) =>
        expression is FunctionCall call && FunctionTable.Find(call.Name) is { IsDistance: true };

    // Distances between vectors have no direction in the text: the most similar come first, whatever that means for the function.
    private bool Descends(OrderByItem item)
    {
        if (item.Expression is not FunctionCall call || FunctionTable.Find(call.Name) is not { Name: "VectorDistance" }) return item.Descending;
        if (item.Descending) throw SemanticErrors.VectorOrder(call.Span);
        var constants = VectorPolicy.Arguments(call, expressions.Context.DistanceFunctions).Skip(3).Select(o => expressions.Compile(o, new Scope(null))).ToArray();
        return VectorFunctions.MostSimilarIsGreatest(constants is [var options] ? options.Constant : default);
    }
}
