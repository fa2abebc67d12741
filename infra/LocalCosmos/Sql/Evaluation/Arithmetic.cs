using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Operators on numbers; anything else makes them undefined. The bitwise ones work on 32 bits, as in JavaScript.</summary>
internal static class Arithmetic
{
    public static Evaluator Of(BinaryOperator binary, Evaluator left, Evaluator right)
    {
        var operation = Operation(binary);
        return slots =>
        {
            var first = left(slots);
            if (first.Kind != ValueKind.Number) return Value.Undefined;
            var second = right(slots);
            return second.Kind == ValueKind.Number ? Value.Of(operation(first.AsNumber, second.AsNumber)) : Value.Undefined;
        };
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
        BinaryOperator.UnsignedRightShift => (a, b) => (uint)ToInt32(a) >> ToInt32(b),
        _ => throw new ArgumentOutOfRangeException(nameof(binary)),
    };
}
