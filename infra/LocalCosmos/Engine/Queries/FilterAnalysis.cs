using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>Reads from a statement which indexed values its documents must have.</summary>
internal sealed class FilterAnalysis
{
    private readonly string? _root;
    private readonly IReadOnlyDictionary<string, Value> _parameters;

    private FilterAnalysis(string? root, IReadOnlyDictionary<string, Value> parameters) => (_root, _parameters) = (root, parameters);

    public static FilterRanges RangesOf(SqlQuery query, IReadOnlyDictionary<string, Value> parameters) =>
        query.Where is null ? FilterRanges.None : new FilterAnalysis(Root(query), parameters).Ranges(query.Where);

    /// <summary>The path by which a statement is ordered, when it is one path of the document.</summary>
    public static string? OrderPathOf(SqlQuery query) =>
        query.OrderBy is [var only] ? new FilterAnalysis(Root(query), new Dictionary<string, Value>()).Path(only.Expression) : null;

    /// <summary>The name of the whole document; null when FROM starts below it.</summary>
    private static string? Root(SqlQuery query) =>
        query.From?.Sources[0] is { Iterates: false, Collection: PathCollection { Steps.Count: 0 } whole } source
            ? source.Alias ?? whole.Root
            : null;

    private FilterRanges Ranges(SqlExpression filter) => filter switch
    {
        Binary { Operator: BinaryOperator.And } and => Ranges(and.Left).And(Ranges(and.Right)),
        Binary { Operator: BinaryOperator.Or } or => FilterRanges.Or([.. Branches(or).Select(Ranges)]),
        Binary comparison => Comparison(comparison),
        In { Negated: false } list when Path(list.Operand) is { } path => AnyOf(path, list.Items),
        Between { Negated: false } between when Path(between.Operand) is { } path =>
            Bound(path, BinaryOperator.GreaterOrEqual, between.Low).And(Bound(path, BinaryOperator.LessOrEqual, between.High)),
        Like { Negated: false } like when Path(like.Operand) is { } path => StartsLike(path, like),
        FunctionCall { IsUserDefined: false } call => Call(call),
        Member when Path(filter) is { } path => FilterRanges.Equal(path, Value.True),
        _ => FilterRanges.None,
    };

    /// <summary>A chain of ORs as a list: a thousand of them (ReadMany) must not be a thousand merges.</summary>
    private static IEnumerable<SqlExpression> Branches(SqlExpression filter)
    {
        var left = new Stack<SqlExpression>([filter]);
        while (left.TryPop(out var next))
        {
            if (next is Binary { Operator: BinaryOperator.Or } or)
            {
                left.Push(or.Right);
                left.Push(or.Left);
            }
            else
            {
                yield return next;
            }
        }
    }

    private FilterRanges Comparison(Binary comparison)
    {
        if (Path(comparison.Left) is { } path) return Bound(path, comparison.Operator, comparison.Right);
        return Path(comparison.Right) is { } mirrored
            ? Bound(mirrored, Mirror(comparison.Operator), comparison.Left)
            : FilterRanges.None;
    }

    private FilterRanges Bound(string path, BinaryOperator comparison, SqlExpression side)
    {
        if (Constant(side) is not { } value) return FilterRanges.None;
        if (comparison == BinaryOperator.Equal) return FilterRanges.Equal(path, value);
        if (ValueKeys.KeyOf(value) is not { } key) return FilterRanges.None;
        var isScalar = value.Kind is ValueKind.Number or ValueKind.String;
        return comparison switch
        {
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual
                when !isScalar => FilterRanges.Of(path, KeyRange.OfKind(ValueKeys.KindOf(value.Kind))),
            BinaryOperator.Less => FilterRanges.Of(path, KeyRange.Below(key, inclusive: false)),
            BinaryOperator.LessOrEqual => FilterRanges.Of(path, KeyRange.Below(key, inclusive: true)),
            BinaryOperator.Greater => FilterRanges.Of(path, KeyRange.Above(key, inclusive: false)),
            BinaryOperator.GreaterOrEqual => FilterRanges.Of(path, KeyRange.Above(key, inclusive: true)),
            _ => FilterRanges.None,
        };
    }

    private FilterRanges AnyOf(string path, IReadOnlyList<SqlExpression> items)
    {
        var ranges = new KeyRange[items.Count];
        for (var i = 0; i < ranges.Length; i++)
        {
            if (Constant(items[i]) is not { } value || ValueKeys.KeyOf(value) is not { } key) return FilterRanges.None;
            ranges[i] = KeyRange.Exactly(key);
        }

        return FilterRanges.Of(path, ranges);
    }

    private FilterRanges StartsLike(string path, Like like)
    {
        if (Constant(like.Pattern) is not { Kind: ValueKind.String } pattern) return FilterRanges.None;
        var text = pattern.AsString;
        var wildcard = text.AsSpan().IndexOfAny($"%_[{like.Escape}");
        return FilterRanges.Of(path, KeyRange.StartingWith(wildcard < 0 ? text : text[..wildcard]));
    }

    private FilterRanges Call(FunctionCall call)
    {
        if (call.Arguments.Count == 0 || Path(call.Arguments[0]) is not { } path) return FilterRanges.None;
        var second = call.Arguments.Count > 1 ? Constant(call.Arguments[1]) : null;
        var third = call.Arguments.Count > 2 ? Constant(call.Arguments[2]) : Value.False;
        var isExact = third is { Kind: ValueKind.Boolean, IsTrue: false };
        return call.Name.ToUpperInvariant() switch
        {
            "STARTSWITH" when second is { Kind: ValueKind.String } prefix && isExact =>
                FilterRanges.Of(path, KeyRange.StartingWith(prefix.AsString)),
            "STRINGEQUALS" when second is { Kind: ValueKind.String } text && isExact => FilterRanges.Equal(path, text),
            "ARRAY_CONTAINS" when second is { Kind: not (ValueKind.Undefined or ValueKind.Array or ValueKind.Object) } item =>
                FilterRanges.Equal(IndexPath.AppendElements(path), item),
            "IS_DEFINED" => FilterRanges.Of(path, KeyRange.All),
            "IS_NULL" => FilterRanges.Equal(path, Value.Null),
            "IS_BOOL" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Boolean)),
            "IS_NUMBER" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Number)),
            "IS_STRING" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.String)),
            "IS_ARRAY" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Array)),
            "IS_OBJECT" => FilterRanges.Of(path, KeyRange.OfKind(KeyKind.Object)),
            _ => FilterRanges.None,
        };
    }

    /// <summary>Null for what is no path of the document.</summary>
    private string? Path(SqlExpression expression)
    {
        var names = new Stack<string>();
        while (expression is Member member)
        {
            if (Constant(member.Step) is not { } step) return null;
            if (step.Kind == ValueKind.String && step.AsString != IndexPath.Elements) names.Push(step.AsString);
            else if (step.Kind == ValueKind.Number) names.Push(IndexPath.Elements);
            else return null;
            expression = member.Target;
        }

        return names.Count > 0 && expression is Identifier root && root.Name == _root ? IndexPath.Of(names) : null;
    }

    private Value? Constant(SqlExpression expression) => expression switch
    {
        Literal literal => literal.Value,
        Parameter parameter => _parameters.TryGetValue(parameter.Name, out var value) ? value : null,
        Unary { Operator: UnaryOperator.Minus } minus when Constant(minus.Operand) is { Kind: ValueKind.Number } number =>
            Value.Of(-number.AsNumber),
        _ => null,
    };

    private static BinaryOperator Mirror(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => comparison,
    };
}
