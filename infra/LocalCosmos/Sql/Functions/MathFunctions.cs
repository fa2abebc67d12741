using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions on numbers. An argument of another kind makes them undefined; what has no result is NaN.</summary>
internal static class MathFunctions
{
    public static readonly Function[] All =
    [
        Function.Of("ABS", x => x.Kind == ValueKind.Number && x.AsNumber >= 0 ? x : Arithmetic.Negate(x)),
        Of("ACOS", Math.Acos),
        Of("ASIN", Math.Asin),
        Of("ATAN", Math.Atan),
        Of("ATN2", Math.Atan2),
        Whole("CEILING", Math.Ceiling),
        Of("COS", Math.Cos),
        Of("COT", x => 1 / Math.Tan(x)),
        Of("DEGREES", x => 180 / Math.PI * x),
        Of("EXP", Math.Exp),
        Whole("FLOOR", Math.Floor),
        Optional("LOG", Math.E, Log),
        Of("LOG10", Math.Log10),
        Optional("NumberBin", 1, (x, size) => size == 0 || !double.IsFinite(size) ? null : Math.Floor(x / size) * size),
        Function.Of("PI", () => Value.Of(Math.PI)),
        Of("POWER", Math.Pow),
        Of("RADIANS", x => Math.PI * x / 180),
        Function.Of("RAND", () => Value.Of(Random.Shared.NextDouble())) with { IsPure = false },
        Optional("ROUND", 0, Round),
        Function.Of("SIGN", x => x.Kind == ValueKind.Number && !double.IsNaN(x.AsNumber) ? Value.Of(Math.Sign(x.AsNumber)) : Value.Undefined),
        Of("SIN", Math.Sin),
        Of("SQRT", Math.Sqrt),
        Of("SQUARE", x => x * x),
        Of("TAN", Math.Tan),
        Whole("TRUNC", Math.Truncate),
    ];

    private static Function Of(string name, Func<double, double> compute) => Function.Of(name, x => Arithmetic.Apply(x, compute));

    // An integer is its own whole part, even one that a double cannot hold.
    private static Function Whole(string name, Func<double, double> compute) =>
        Function.Of(name, x => x.TryGetInteger(out _) ? x : Arithmetic.Apply(x, compute));

    private static Function Of(string name, Func<double, double, double> compute) => Function.Of(name, (x, y) =>
        x.Kind == ValueKind.Number && y.Kind == ValueKind.Number ? Value.Of(compute(x.AsNumber, y.AsNumber)) : Value.Undefined);

    private static Function Optional(string name, double second, Func<double, double, double?> compute) => Function.Of(name, 1, 2, arguments =>
    {
        if (arguments[0].Kind != ValueKind.Number || (arguments.Length > 1 && arguments[1].Kind != ValueKind.Number)) return Value.Undefined;
        return compute(arguments[0].AsNumber, arguments.Length > 1 ? arguments[1].AsNumber : second) is { } result ? Value.Of(result) : Value.Undefined;
    });

    // Dividing two logarithms would be off by the last digit for the bases that have a function of their own.
    private static double? Log(double number, double newBase) => newBase switch
    {
        Math.E => Math.Log(number),
        10 => Math.Log10(number),
        2 => Math.Log2(number),
        _ => Math.Log(number) / Math.Log(newBase),
    };

    private static double? Round(double number, double digits)
    {
        // As the service computes it, down to the last digit: ROUND(2.345, 2) is 2.35, ROUND(1.255, 2) is 1.25.
        if (Math.Truncate(digits) != digits) return null;
        var scale = digits < 0 ? 1 / Math.Pow(10, -digits) : Math.Pow(10, digits);
        var scaled = number * scale;
        return double.IsFinite(scaled) ? Math.Round(scaled, MidpointRounding.AwayFromZero) / scale : number;
    }
}
