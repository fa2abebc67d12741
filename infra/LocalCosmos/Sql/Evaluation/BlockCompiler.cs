using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Compiles one SELECT in the order in which its clauses work: FROM, WHERE, GROUP BY, SELECT, ORDER BY.</summary>
internal sealed partial class BlockCompiler(ExpressionCompiler expressions)
{
    private readonly List<RowSource> _sources = [];
    private readonly List<(int Source, Condition Test)> _conjuncts = [];

    public Block Compile(SqlQuery query, Scope? parent)
    {
        var scope = new Scope(parent);
        foreach (var source in query.From?.Sources ?? []) AddSource(source, scope);
        if (query.Where is { } where) AddWhere(where, scope);

        var grouping = IsAggregate(query) ? new Grouping([.. query.GroupBy.Select(key => Key(key, scope))]) : null;
        var projection = CompileSelect(query, grouping is null ? scope : scope.Grouped(grouping));
        return new Block
        {
            Sources = [.. _sources],
            FirstFilter = Filter(-1),
            Filters = [.. Enumerable.Range(0, _sources.Count).Select(Filter)],
            Projection = projection.Evaluate,
            IsDistinct = query.Select.Distinct,
            Grouping = grouping,
            OrderBy = [.. OrderBy(query, scope, grouping)],
        };
    }

    private static bool IsAggregate(SqlQuery query) => query.GroupBy.Count > 0 || Selected(query).Any(HasAggregate);

    private static IEnumerable<SqlExpression> Selected(SqlQuery query) => query.Select.Spec switch
    {
        SelectValue value => [value.Expression],
        SelectList list => list.Items.Select(i => i.Expression),
        _ => [],
    };

    private static bool HasAggregate(SqlExpression expression) => SyntaxTree.Any(expression, IsAggregateCall);

    private static bool IsAggregateCall(SqlExpression expression) => Aggregates.KindOf(expression) is not null;

    private void AddWhere(SqlExpression where, Scope scope)
    {
        foreach (var conjunct in ExpressionCompiler.Chain(where, BinaryOperator.And))
        {
            scope.DeepestUse = -1;
            var test = expressions.Compile(conjunct, scope);
            _conjuncts.Add((scope.DeepestUse, test.Test));
        }
    }

    private Condition? Filter(int source)
    {
        Condition[] tests = [.. _conjuncts.Where(c => c.Source == source).Select(c => c.Test)];
        return tests.Length switch
        {
            0 => null,
            1 => tests[0],
            _ => ExpressionCompiler.Decide(tests, Truth.False),
        };
    }

    private GroupKey Key(SqlExpression key, Scope scope)
    {
        if (SyntaxTree.Any(key, e => IsAggregateCall(e) || SyntaxTree.Subquery(e) is not null)) throw SemanticErrors.GroupKeyWithAggregate(key.Span);
        if (!SyntaxTree.Any(key, e => e is Identifier)) throw SemanticErrors.GroupKeyWithoutProperty(key.Span);
        return new GroupKey(SqlPrinter.Print(key), expressions.Compile(key, scope).Evaluate, expressions.Context.NewSlot());
    }
}
