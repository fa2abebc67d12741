using Serverless.LocalCosmos.Sql;
using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>Reads from a statement which indexed values its documents must have.</summary>
internal sealed partial class FilterAnalysis
{
    private readonly FilterScope _scope;

    private FilterAnalysis(FilterScope scope) => _scope = scope;

    public static FilterRanges RangesOf(SqlQuery query, CompilationContext context)
    {
        var inner = query.From?.Sources[0].Collection is SubqueryCollection source ? RangesOf(source.Query, context) : FilterRanges.None;
        return query.Where is { } filter
            ? new FilterAnalysis(FilterScope.Of(query, context)).Ranges(filter, whenTrue: true).And(inner)
            : inner;
    }

    /// <summary>The path by which a statement is ordered first, when it is one of the document.</summary>
    public static string? OrderPathOf(SqlQuery query, CompilationContext context) =>
        query.OrderBy is [var first, ..] ? FilterScope.Of(query, context).PathOf(first.Expression) : null;

    /// <param name="whenTrue">Whether the filter is to be true or to be false: undefined is neither, and NOT leaves it so.</param>
    private FilterRanges Ranges(SqlExpression filter, bool whenTrue)
    {
        StackGuard.Check();
        if (_scope.ConstantOf(filter) is { } constant)
            return constant is { Kind: ValueKind.Boolean } && constant.IsTrue == whenTrue ? FilterRanges.None : FilterRanges.Nothing;
        return filter switch
        {
            Binary { Operator: BinaryOperator.And or BinaryOperator.Or } chain => Chain(chain, whenTrue),
            Unary { Operator: UnaryOperator.Not } not => Ranges(not.Operand, !whenTrue),
            Binary comparison => Comparison(comparison, whenTrue),
            In list => Membership(list, list.Negated != whenTrue),
            Between between => Between(between, between.Negated != whenTrue),
            Like like => StartsLike(like, like.Negated != whenTrue),
            FunctionCall { IsUserDefined: false } call => whenTrue ? Call(call) : Denied(call),
            Exists exists when whenTrue => Inside(exists.Query),
            Identifier alias when _scope.ResultOf(alias) is { } result => Ranges(result, whenTrue),
            Member when _scope.PathOf(filter) is { } path => FilterRanges.Equal(path, Value.Of(whenTrue)),
            _ => FilterRanges.None,
        };
    }

    /// <summary>As lists: a thousand ORs (ReadMany) must not be a thousand merges. That one is false means that none is true.</summary>
    private FilterRanges Chain(Binary chain, bool whenTrue)
    {
        var parts = ExpressionCompiler.Chain(chain, chain.Operator).Select(part => Ranges(part, whenTrue));
        return (chain.Operator == BinaryOperator.And) == whenTrue
            ? parts.Aggregate((left, right) => left.And(right))
            : FilterRanges.Or([.. parts]);
    }

    /// <summary>Some row of the subquery met its filter. One that aggregates has a row in any case.</summary>
    private FilterRanges Inside(SqlQuery query)
    {
        var aggregates = SyntaxTree.Selected(query.Select.Spec).Any(selected => SyntaxTree.Any(selected, part => Aggregates.KindOf(part) is not null));
        return query.Where is { } filter && !aggregates
            ? new FilterAnalysis(_scope.Within(query)).Ranges(filter, whenTrue: true)
            : FilterRanges.None;
    }
}
