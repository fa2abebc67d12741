using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Aggregates over the elements of one array. Over none, or with an element of a wrong kind, they are undefined.</summary>
internal static class ArrayAggregates
{
    public static IEnumerable<Function> All =>
    [
        OfNumbers("ARRAY_AVG", n => Value.Of(n.Sum() / n.Count)),
        OfNumbers("ARRAY_SUM", n => Value.Of(n.Sum())),
        OfNumbers("ARRAY_MEDIAN", Median),
        Function.Of("ARRAY_MAX", array => Extreme(array, 1)),
        Function.Of("ARRAY_MIN", array => Extreme(array, -1)),
    ];

    private static Function OfNumbers(string name, Func<List<double>, Value> aggregate) =>
        Function.Of(name, array => Numbers(array) is { Count: > 0 } numbers ? aggregate(numbers) : Value.Undefined);

    private static List<double>? Numbers(in Value array)
    {
        if (array.Kind != ValueKind.Array) return null;
        var numbers = new List<double>();
        foreach (var item in array.Elements())
        {
            if (item.Kind != ValueKind.Number) return null;
            numbers.Add(item.AsNumber);
        }

        return numbers;
    }

    private static Value Median(List<double> numbers)
    {
        numbers.Sort();
        var middle = numbers.Count / 2;
        return Value.Of(numbers.Count % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2);
    }

    private static Value Extreme(in Value array, int sign)
    {
        var extreme = Value.Undefined;
        foreach (var item in array.Elements())
        {
            if (!item.IsPrimitive) return Value.Undefined;
            if (extreme.IsUndefined || Value.Compare(item, extreme) * sign > 0) extreme = item;
        }

        return extreme;
    }
}
