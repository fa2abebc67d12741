using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// Operators on numbers; anything else makes them undefined. Where doubles run out of digits, integers of 64 bits are
/// calculated exactly. The bitwise operators work on 32 bits, as in JavaScript.
/// </summary>
internal static class Arithmetic
{
    private const double FirstInexactInteger = 9007199254740992;

    public static Evaluator Of(BinaryOperator binary, Evaluator left, Evaluator right)
    {
        var operation = Operation(binary);
        var exact = Exact(binary);
        return slots =>
        {
            var first = left(slots);
            if (first.Kind != ValueKind.Number) return Value.Undefined;
            var second = right(slots);
            if (second.Kind != ValueKind.Number) return Value.Undefined;
            var result = operation(first.AsNumber, second.AsNumber);
            return exact is null || (IsExact(result) && IsExact(first.AsNumber) && IsExact(second.AsNumber))
                ? Value.Of(result)
                : Exactly(exact, first, second) ?? Value.Of(result);
        };
    }

    public static Value Negate(in Value value)
    {
        if (value.Kind != ValueKind.Number) return Value.Undefined;
        return !IsExact(value.AsNumber) && value.TryGetInteger(out var integer) && integer != long.MinValue
            ? Value.OfInteger(-integer)
            : Value.Of(-value.AsNumber);
    }

    public static Value Apply(in Value value, Func<double, double> operation) =>
        value.Kind == ValueKind.Number ? Value.Of(operation(value.AsNumber)) : Value.Undefined;

    /// <summary>The low 32 bits of the number's integer part; 0 for what is not finite.</summary>
    public static int ToInt32(double number)
    {
        const double twoTo32 = 4294967296;
        if (!double.IsFinite(number)) return 0;
        return unchecked((int)(uint)(long)(Math.Truncate(number) % twoTo32));
    }

    private static bool IsExact(double number) => Math.Abs(number) < FirstInexactInteger;

    private static Value? Exactly(Func<long, long, Int128> operation, in Value left, in Value right)
    {
        if (!left.TryGetInteger(out var first) || !right.TryGetInteger(out var second)) return null;
        var result = operation(first, second);
        return result >= long.MinValue && result <= long.MaxValue ? Value.OfInteger((long)result) : null;
    }

    private static Func<long, long, Int128>? Exact(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Add => (a, b) => (Int128)a + b,
        BinaryOperator.Subtract => (a, b) => (Int128)a - b,
        BinaryOperator.Multiply => (a, b) => (Int128)a * b,
        BinaryOperator.Modulo => (a, b) => b == 0 ? Int128.MaxValue : (Int128)a % b,
        _ => null,
    };

    private static Func<double, double, double> Operation(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Add => (a, b) => a + b,
        BinaryOperator.Subtract => (a, b) => a - b,
        BinaryOperator.Multiply => (a, b) => a * b,
        BinaryOperator.Divide => (a, b) => a / b,
        BinaryOperator.Modulo => (a, b) => a % b,
        BinaryOperator.BitwiseAnd => (a, b) => ToInt32(a) & ToInt32(b),
        BinaryOperator.BitwiseOr => (a, b) => ToInt32(a) | ToInt32(b),
        BinaryOperator.BitwiseXor => (a, b) => ToInt32(a) ^ ToInt32(b),
        BinaryOperator.LeftShift => (a, b) => ToInt32(a) << ToInt32(b),
        BinaryOperator.RightShift => (a, b) => ToInt32(a) >> ToInt32(b),
        BinaryOperator.UnsignedRightShift => (a, b) => (int)((uint)ToInt32(a) >> ToInt32(b)),
        _ => throw new ArgumentOutOfRangeException(nameof(binary)),
    };
}
