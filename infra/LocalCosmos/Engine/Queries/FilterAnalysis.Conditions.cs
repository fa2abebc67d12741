using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

internal sealed partial class FilterAnalysis
{
    private FilterRanges Comparison(Binary comparison, bool whenTrue)
    {
        if (Comparisons.Find(comparison.Operator) is null) return FilterRanges.None;
        var (operand, side, sign) = _scope.ConstantOf(comparison.Left) is null
            ? (comparison.Left, comparison.Right, comparison.Operator)
            : (comparison.Right, comparison.Left, Mirror(comparison.Operator));
        if (_scope.ConstantOf(side) is not { } value) return FilterRanges.None;
        if (!whenTrue) sign = Opposite(sign);
        if (_scope.PathOf(operand) is { } path) return Bound(path, sign, value);
        return sign == BinaryOperator.Equal && value.Kind == ValueKind.Boolean ? Ranges(operand, value.IsTrue) : FilterRanges.None;
    }

    private static FilterRanges Bound(string path, BinaryOperator sign, in Value value)
    {
        if (ValueKeys.KeyOf(value) is not { } key) return FilterRanges.Nothing;
        if (sign == BinaryOperator.Equal) return FilterRanges.Equal(path, value);
        if (sign == BinaryOperator.NotEqual) return FilterRanges.NoneOf(path, [value]);
        if (value.Kind is not (ValueKind.Number or ValueKind.String)) return FilterRanges.Of(path, KeyRange.OfKind(ValueKeys.KindOf(value.Kind)));
        var isInclusive = sign is BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual;
        return FilterRanges.Of(path, sign is BinaryOperator.Less or BinaryOperator.LessOrEqual
            ? KeyRange.Below(key, isInclusive)
            : KeyRange.Above(key, isInclusive));
    }

    private FilterRanges Membership(In list, bool isMember)
    {
        if (_scope.PathOf(list.Operand) is not { } path) return FilterRanges.None;
        var values = new List<Value>();
        foreach (var item in list.Items)
        {
            // Whatever the list holds, the value itself is there.
            if (_scope.ConstantOf(item) is not { } value) return FilterRanges.Of(path, KeyRange.All);
            values.Add(value);
        }

        return isMember ? AnyOf(path, values) : FilterRanges.NoneOf(path, values);
    }

    private static FilterRanges AnyOf(string path, IEnumerable<Value> values) =>
        FilterRanges.Of(path, values.Select(value => ValueKeys.KeyOf(value)).OfType<byte[]>().Select(KeyRange.Exactly).ToArray());

    private FilterRanges Between(Between between, bool isInside)
    {
        var low = Comparison(new Binary(BinaryOperator.GreaterOrEqual, between.Operand, between.Low), isInside);
        var high = Comparison(new Binary(BinaryOperator.LessOrEqual, between.Operand, between.High), isInside);
        return isInside ? low.And(high) : FilterRanges.Or([low, high]);
    }

    private FilterRanges StartsLike(Like like, bool isLike)
    {
        if (_scope.PathOf(like.Operand) is not { } path) return FilterRanges.None;
        var strings = FilterRanges.Of(path, KeyRange.OfKind(KeyKind.String));
        if (!isLike || _scope.ConstantOf(like.Pattern) is not { } text) return strings;
        if (text.Kind != ValueKind.String) return FilterRanges.Nothing;
        var pattern = LikePattern.Parse(text.AsString, like.Escape?[0]);
        return pattern.IsExact
            ? FilterRanges.Equal(path, Value.Of(pattern.Prefix))
            : FilterRanges.Of(path, KeyRange.StartingWith(pattern.Prefix));
    }

    private static BinaryOperator Mirror(BinaryOperator sign) => sign switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => sign,
    };

    /// <summary>What holds of two values when the comparison is false, which is more than that it is not true.</summary>
    private static BinaryOperator Opposite(BinaryOperator sign) => sign switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        _ => BinaryOperator.Less,
    };
}
