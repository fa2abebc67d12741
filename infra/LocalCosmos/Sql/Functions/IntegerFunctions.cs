using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Arithmetic on integers of 64 bits, which wraps round; a shift counts its last six bits. An argument that is none makes it undefined.</summary>
internal static class IntegerFunctions
{
    public static readonly Function[] All =
    [
        Of("IntAdd", (a, b) => unchecked(a + b)),
        .. Named("And", (a, b) => a & b),
        .. Named("LeftShift", (a, b) => a << (int)b),
        .. Named("Or", (a, b) => a | b),
        .. Named("RightShift", (a, b) => a >> (int)b),
        .. Named("Xor", (a, b) => a ^ b),
        Function.Of("IntBitNot", Not),
        Function.Of("IntBitwiseNot", Not),
        Of("IntDiv", (a, b) => CanDivide(a, b) ? a / b : null),
        Of("IntMod", (a, b) => CanDivide(a, b) ? a % b : null),
        Of("IntMul", (a, b) => unchecked(a * b)),
        Of("IntSub", (a, b) => unchecked(a - b)),
    ];

    // The one quotient that 64 bits cannot hold.
    private static bool CanDivide(long dividend, long divisor) => divisor != 0 && !(dividend == long.MinValue && divisor == -1);

    private static Function Of(string name, Func<long, long, long?> compute) => Function.Of(name, (a, b) =>
        a.TryGetInteger(out var left) && b.TryGetInteger(out var right) && compute(left, right) is { } result
            ? Value.OfInteger(result)
            : Value.Undefined);

    // The documentation says IntBitAnd, Microsoft's client library IntBitwiseAnd, and so on.
    private static Function[] Named(string operation, Func<long, long, long?> compute) =>
        [Of("IntBit" + operation, compute), Of("IntBitwise" + operation, compute)];

    private static Value Not(Value value) =>
        value.TryGetInteger(out var integer) ? Value.OfInteger(~integer) : Value.Undefined;
}
