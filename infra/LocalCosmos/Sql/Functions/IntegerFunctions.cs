using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Arithmetic on integers of 64 bits, which wraps round. An argument that is none makes it undefined.</summary>
internal static class IntegerFunctions
{
    private const int Bits = 64;

    public static readonly Function[] All =
    [
        Of("IntAdd", (a, b) => unchecked(a + b)),
        .. Named("And", (a, b) => a & b),
        .. Named("LeftShift", (a, b) => b is >= 0 and < Bits ? a << (int)b : null),
        .. Named("Or", (a, b) => a | b),
        .. Named("RightShift", (a, b) => b is >= 0 and < Bits ? a >> (int)b : null),
        .. Named("Xor", (a, b) => a ^ b),
        Function.Of("IntBitNot", Not),
        Function.Of("IntBitwiseNot", Not),
        Of("IntDiv", (a, b) => b switch { 0 => null, -1 => unchecked(-a), _ => a / b }),
        Of("IntMod", (a, b) => b switch { 0 => null, -1 => 0, _ => a % b }),
        Of("IntMul", (a, b) => unchecked(a * b)),
        Of("IntSub", (a, b) => unchecked(a - b)),
    ];

    private static Function Of(string name, Func<long, long, long?> compute) => Function.Of(name, (a, b) =>
        ExactInteger.TryRead(a, out var left) && ExactInteger.TryRead(b, out var right) && compute(left, right) is { } result
            ? ExactInteger.ToValue(result)
            : Value.Undefined);

    // The documentation says IntBitAnd, Microsoft's client library IntBitwiseAnd, and so on.
    private static Function[] Named(string operation, Func<long, long, long?> compute) =>
        [Of("IntBit" + operation, compute), Of("IntBitwise" + operation, compute)];

    private static Value Not(Value value) =>
        ExactInteger.TryRead(value, out var integer) ? ExactInteger.ToValue(~integer) : Value.Undefined;
}
