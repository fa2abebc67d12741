using System.Globalization;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

internal sealed partial class BlockCompiler
{
    private Operand CompileSelect(SqlQuery query, Scope scope) => query.Select.Spec switch
    {
        SelectStar star => Star(query, star),
        SelectValue value => expressions.Compile(value.Expression, scope),
        SelectList list => List(list, scope),
        _ => throw new ArgumentOutOfRangeException(nameof(query)),
    };

    private Operand Star(SqlQuery query, SelectStar star)
    {
        if (query.GroupBy.Count > 0) throw SemanticErrors.StarWithGroupBy(star.Span);
        if (query.OrderBy.Any(o => HasAggregate(o.Expression))) throw SemanticErrors.StarWithAggregates(star.Span);
        if (_sources.Count == 0) throw SemanticErrors.StarWithoutFrom(star.Span);
        if (_sources.Count > 1) throw SemanticErrors.StarWithSeveralSources(star.Span);
        var slot = _sources[0].Slot;
        return Operand.Of(slots => slots[slot]);
    }

    private Operand List(SelectList list, Scope scope)
    {
        var names = new List<string>();
        var unnamed = 0;
        foreach (var item in list.Items)
        {
            var name = item.Alias ?? ImpliedName(item.Expression) ?? "$" + (++unnamed).ToString(CultureInfo.InvariantCulture);
            if (names.Contains(name)) throw SemanticErrors.DuplicateProperty(name, item.Expression.Span);
            names.Add(name);
        }

        return ExpressionCompiler.Object(names, expressions.CompileAll(list.Items.Select(i => i.Expression), scope));
    }

    private static string? ImpliedName(SqlExpression expression) => expression switch
    {
        Identifier identifier => identifier.Name,
        Member { Step: Literal { Value.Kind: ValueKind.String } step } => step.Value.AsString,
        _ => null,
    };
}
