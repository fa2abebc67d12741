using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// Two values are equal or they are not, whatever their kinds: <c>c.name != null</c> is true for a string. Which is the
/// greater, however, only two primitive values of one kind can tell. Nothing compares with undefined.
/// </summary>
internal static class Comparisons
{
    /// <summary>Below this, a double stands for one number only.</summary>
    private const double ExactNumbers = 9007199254740992;

    public static Func<int, bool>? Find(BinaryOperator comparison) => comparison switch
    {
        BinaryOperator.Equal => order => order == 0,
        BinaryOperator.NotEqual => order => order != 0,
        BinaryOperator.Less => order => order < 0,
        BinaryOperator.LessOrEqual => order => order <= 0,
        BinaryOperator.Greater => order => order > 0,
        BinaryOperator.GreaterOrEqual => order => order >= 0,
        _ => null,
    };

    public static Condition Of(BinaryOperator comparison, Operand left, Operand right)
    {
        if (comparison is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return Equality(left, right, Truths.Of(comparison == BinaryOperator.Equal));
        }

        var (first, second) = (left.Evaluate, right.Evaluate);
        var holds = Find(comparison)!;
        if (!right.IsConstant) return slots => Order(first(slots), second(slots), holds);
        var constant = right.Constant;
        if (constant.Kind != ValueKind.Number || Math.Abs(constant.AsNumber) is not < ExactNumbers) return slots => Order(first(slots), constant, holds);

        var number = constant.AsNumber;
        return slots =>
        {
            var value = first(slots);
            return value.Kind == ValueKind.Number ? Order(comparison, value.AsNumber, number) : Truth.Undefined;
        };
    }

    private static Condition Equality(Operand left, Operand right, Truth whenEqual)
    {
        var (first, second) = (left.Evaluate, right.Evaluate);
        var otherwise = Truths.Not(whenEqual);
        if (!right.IsConstant) return slots => Equal(first(slots), second(slots), whenEqual, otherwise);
        var constant = right.Constant;
        return slots => Equal(first(slots), constant, whenEqual, otherwise);
    }

    private static Truth Equal(in Value left, in Value right, Truth whenEqual, Truth otherwise)
    {
        if (left.IsUndefined || right.IsUndefined) return Truth.Undefined;
        return left.Equals(right) && !IsNaN(left) ? whenEqual : otherwise;
    }

    private static Truth Order(in Value left, in Value right, Func<int, bool> holds) =>
        left.Kind == right.Kind && left.IsPrimitive && !IsNaN(left) && !IsNaN(right)
            ? Truths.Of(holds(Value.Compare(left, right)))
            : Truth.Undefined;

    private static Truth Order(BinaryOperator comparison, double left, double right) => double.IsNaN(left) ? Truth.Undefined : Truths.Of(comparison switch
    {
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Greater => left > right,
        _ => left >= right,
    });

    // It equals nothing and has no order here, although sets and sorting must see it as itself.
    private static bool IsNaN(in Value value) => value.Kind == ValueKind.Number && double.IsNaN(value.AsNumber);
}
