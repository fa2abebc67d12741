using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions on numbers. An argument of another kind makes them undefined; what has no result is NaN.</summary>
internal static class MathFunctions
{
    public static readonly Function[] All =
    [
        Of("ABS", Math.Abs),
        Of("ACOS", Math.Acos),
        Of("ASIN", Math.Asin),
        Of("ATAN", Math.Atan),
        Of("ATN2", Math.Atan2),
        Of("CEILING", Math.Ceiling),
        Of("COS", Math.Cos),
        Of("COT", x => 1 / Math.Tan(x)),
        Of("DEGREES", x => 180 / Math.PI * x),
        Of("EXP", Math.Exp),
        Of("FLOOR", Math.Floor),
        Optional("LOG", Math.E, Log),
        Of("LOG10", Math.Log10),
        Optional("NumberBin", 1, (x, size) => size == 0 ? null : Math.Floor(x / size) * size),
        Function.Of("PI", () => Value.Of(Math.PI)),
        Of("POWER", Math.Pow),
        Of("RADIANS", x => Math.PI * x / 180),
        Function.Of("RAND", () => Value.Of(Random.Shared.NextDouble())) with { IsPure = false },
        Optional("ROUND", 0, Round),
        Of("SIGN", x => double.IsNaN(x) ? x : Math.Sign(x)),
        Of("SIN", Math.Sin),
        Of("SQRT", Math.Sqrt),
        Of("SQUARE", x => x * x),
        Of("TAN", Math.Tan),
        Of("TRUNC", Math.Truncate),
    ];

    private static Function Of(string name, Func<double, double> compute) => Function.Of(name, x => Arithmetic.Apply(x, compute));

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
        // More digits than these no double has, neither before nor after the point.
        const int most = 15;
        const int largestExponent = 308;
        if (Math.Truncate(digits) != digits) return null;
        if (digits > most) return number;
        if (digits >= 0) return Math.Round(number, (int)digits, MidpointRounding.AwayFromZero);
        if (digits < -largestExponent) return 0;
        var unit = Math.Pow(10, -digits);
        return Math.Round(number / unit, MidpointRounding.AwayFromZero) * unit;
    }
}
