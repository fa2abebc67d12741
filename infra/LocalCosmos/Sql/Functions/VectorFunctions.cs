using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>
/// Similarity of vectors, always computed exactly: there is no vector index, so the options that tune one have no effect.
/// </summary>
internal static class VectorFunctions
{
    private enum Metric
    {
        Cosine,
        DotProduct,
        Euclidean,
    }

    public static IEnumerable<Function> All =>
    [
        Function.Of("VectorDistance", 2, 4, a => Compute(a, Numbers(a[0]))) with
        {
            IsDistance = true,
            Prepare = PrepareFor,
        },
    ];

    /// <summary>Which end of the scale ORDER BY puts first.</summary>
    /// <param name="options">The last argument of VectorDistance, or undefined.</param>
    internal static bool MostSimilarIsGreatest(Value options) => MetricOf(options) is not Metric.Euclidean;

    // The query vector is the same for every row, on whichever side it stands.
    private static FunctionBody PrepareFor(IReadOnlyList<Value> known)
    {
        if (Numbers(known[0]) is { } first) return a => Compute(a, first);
        if (Numbers(known[1]) is { } second) return a => Compute(a, second, a[0]);
        return a => Compute(a, Numbers(a[0]));
    }

    private static Value Compute(ReadOnlySpan<Value> arguments, float[]? vector) => Compute(arguments, vector, arguments[1]);

    private static Value Compute(ReadOnlySpan<Value> arguments, float[]? vector, in Value other)
    {
        if (vector is null || other.Kind != ValueKind.Array) return Value.Undefined;
        if (arguments.Length > 2 && arguments[2].Kind != ValueKind.Boolean) return Value.Undefined;
        return MetricOf(arguments.Length > 3 ? arguments[3] : Value.Undefined) is { } metric ? Compute(metric, vector, other) : Value.Undefined;
    }

    private static Value Compute(Metric metric, float[] vector, in Value other)
    {
        double product = 0, vectorSquare = 0, otherSquare = 0, differenceSquare = 0;
        var count = 0;
        foreach (var item in other.Elements())
        {
            if (count == vector.Length || item.Kind != ValueKind.Number) return Value.Undefined;
            double x = vector[count++], y = (float)item.AsNumber;
            product += x * y;
            vectorSquare += x * x;
            otherSquare += y * y;
            differenceSquare += (x - y) * (x - y);
        }

        if (count == 0 || count < vector.Length) return Value.Undefined;
        var score = metric switch
        {
            Metric.DotProduct => product,
            Metric.Euclidean => Math.Sqrt(differenceSquare),
            _ => vectorSquare * otherSquare is var squares && squares == 0 ? 0 : product / Math.Sqrt(squares),
        };
        return double.IsFinite(score) ? Value.Of(score) : Value.Undefined;
    }

    // Elements are float32, as the policy's default has it.
    private static float[]? Numbers(in Value array)
    {
        if (array.Kind != ValueKind.Array) return null;
        var numbers = new List<float>();
        foreach (var item in array.Elements())
        {
            if (item.Kind != ValueKind.Number) return null;
            numbers.Add((float)item.AsNumber);
        }

        return [.. numbers];
    }

    /// <returns>Null for options of a wrong kind or an unknown function.</returns>
    private static Metric? MetricOf(in Value options)
    {
        if (options.IsUndefined) return Metric.Cosine;
        if (options.Kind != ValueKind.Object) return null;
        var name = options["distanceFunction"];
        if (name.IsUndefined) return Metric.Cosine;
        if (name.Kind != ValueKind.String) return null;
        return name.AsString.ToUpperInvariant() switch
        {
            "COSINE" => Metric.Cosine,
            "DOTPRODUCT" => Metric.DotProduct,
            "EUCLIDEAN" => Metric.Euclidean,
            _ => null,
        };
    }
}
