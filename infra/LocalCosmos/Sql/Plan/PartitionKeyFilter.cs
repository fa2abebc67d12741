using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>
/// Finds the partition keys that a WHERE clause allows: equalities and IN lists on the key paths, combined by AND and OR.
/// Everything else allows any key, so that the ranges may be too wide but never too narrow.
/// </summary>
internal sealed class PartitionKeyFilter
{
    /// <summary>Beyond it one condition more stops narrowing, because IN lists on several levels multiply.</summary>
    private const int MaxKeys = 4096;

    private readonly IReadOnlyDictionary<string, Value> _parameters;
    private readonly PlanContext _context;
    private string? _alias;
    private IReadOnlyList<SqlExpression> _pathOfAlias = [];

    private PartitionKeyFilter(IReadOnlyDictionary<string, Value> parameters, PlanContext context)
    {
        _parameters = parameters;
        _context = context;
    }

    public static IReadOnlyList<PlanRange> RangesOf(SqlQuery query, IReadOnlyDictionary<string, Value> parameters, PlanContext context)
    {
        var keys = new PartitionKeyFilter(parameters, context).KeysOf(query);
        if (keys is null) return [PlanRange.Everything];
        if (keys.Count == 0) return [PlanRange.First];

        var ranges = new SortedDictionary<string, PlanRange>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var prefix = key.TakeWhile(value => !value.IsUndefined).ToArray();
            if (prefix.Length == 0) return [PlanRange.Everything];
            var epk = context.EffectivePartitionKey(prefix);
            ranges[epk] = prefix.Length == key.Length ? PlanRange.Of(epk) : PlanRange.Below(epk);
        }

        return WithoutCovered(ranges.Values);
    }

    /// <summary>A prefix stands before the keys below it, in ordinal order.</summary>
    private static List<PlanRange> WithoutCovered(IEnumerable<PlanRange> sorted)
    {
        var kept = new List<PlanRange>();
        foreach (var range in sorted)
        {
            var covered = kept.Count > 0 && !kept[^1].IsMaxInclusive && range.Min.StartsWith(kept[^1].Min, StringComparison.Ordinal);
            if (!covered) kept.Add(range);
        }

        return kept;
    }

    /// <summary>Null for any key; else one value per level, undefined where the level is free.</summary>
    private List<Value[]>? KeysOf(SqlQuery query)
    {
        if (_context.PartitionKeyPaths.Count == 0 || query.From is not { } from) return null;
        var first = from.Sources[0];
        if (first.Collection is SubqueryCollection subquery) return KeysOf(subquery.Query);
        if (first.Iterates || query.Where is not { } where) return null;
        _alias = first.Name;
        _pathOfAlias = ((PathCollection)first.Collection).Steps;
        return KeysOf(where);
    }

    private List<Value[]>? KeysOf(SqlExpression condition)
    {
        StackGuard.Check();
        return condition switch
        {
            Binary { Operator: BinaryOperator.And } => KeysOfAll(Operands(condition, BinaryOperator.And)),
            Binary { Operator: BinaryOperator.Or } => KeysOfAny(Operands(condition, BinaryOperator.Or)),
            Binary { Operator: BinaryOperator.Equal } equal => KeysOfEquality(equal.Left, [equal.Right]) ?? KeysOfEquality(equal.Right, [equal.Left]),
            In { Negated: false } membership => KeysOfEquality(membership.Operand, membership.Items),
            Literal literal when !literal.Value.IsTrue => [],
            _ => null,
        };
    }

    /// <summary>The operands of a chain from left to right: a long one leans to the left.</summary>
    private static IEnumerable<SqlExpression> Operands(SqlExpression chain, BinaryOperator @operator)
    {
        var operands = new Stack<SqlExpression>();
        while (chain is Binary binary && binary.Operator == @operator)
        {
            operands.Push(binary.Right);
            chain = binary.Left;
        }

        return operands.Prepend(chain);
    }

    private List<Value[]>? KeysOfAll(IEnumerable<SqlExpression> conditions)
    {
        List<Value[]>? keys = null;
        foreach (var condition in conditions)
        {
            if (KeysOf(condition) is not { } more) continue;
            if (keys is null) keys = more;
            else if ((long)keys.Count * more.Count <= MaxKeys) keys = [.. keys.SelectMany(key => more, Both).OfType<Value[]>()];
        }

        return keys;
    }

    private List<Value[]>? KeysOfAny(IEnumerable<SqlExpression> conditions)
    {
        var keys = new List<Value[]>();
        foreach (var condition in conditions)
        {
            if (KeysOf(condition) is not { } more) return null;
            keys.AddRange(more);
        }

        return keys;
    }

    /// <summary>Null when the two contradict each other.</summary>
    private static Value[]? Both(Value[] left, Value[] right)
    {
        var both = (Value[])left.Clone();
        for (var level = 0; level < both.Length; level++)
        {
            if (both[level].IsUndefined) both[level] = right[level];
            else if (!right[level].IsUndefined && !both[level].Equals(right[level])) return null;
        }

        return both;
    }

    private List<Value[]>? KeysOfEquality(SqlExpression operand, IReadOnlyList<SqlExpression> candidates)
    {
        var level = LevelOf(operand);
        if (level < 0) return null;

        var keys = new List<Value[]>();
        foreach (var candidate in candidates)
        {
            if (!IsConstant(candidate, out var value)) return null;
            // Nothing equals undefined; an array or an object has no key of its own.
            if (value.IsUndefined) continue;
            if (value.Kind is ValueKind.Array or ValueKind.Object) return null;
            var key = new Value[_context.PartitionKeyPaths.Count];
            key[level] = value;
            keys.Add(key);
        }

        return keys;
    }

    private bool IsConstant(SqlExpression expression, out Value value)
    {
        value = expression switch
        {
            Literal literal => literal.Value,
            Parameter parameter => _parameters.GetValueOrDefault(parameter.Name),
            _ => default,
        };
        return expression is Literal or Parameter;
    }

    private int LevelOf(SqlExpression expression)
    {
        var steps = new Stack<SqlExpression>();
        while (expression is Member member)
        {
            steps.Push(member.Step);
            expression = member.Target;
        }

        if (expression is not Identifier identifier || identifier.Name != _alias) return -1;
        var names = _pathOfAlias.Concat(steps).Select(step => step is Literal { Value.Kind: ValueKind.String } name ? name.Value.AsString : null).ToArray();
        for (var level = 0; level < _context.PartitionKeyPaths.Count; level++)
        {
            if (_context.PartitionKeyPaths[level].SequenceEqual(names)) return level;
        }

        return -1;
    }
}
