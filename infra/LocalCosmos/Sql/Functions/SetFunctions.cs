using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Arrays as sets: equal elements count once.</summary>
internal static class SetFunctions
{
    public static IEnumerable<Function> All =>
    [
        OfArrays("SetIntersect", Intersect),
        OfArrays("SetUnion", (left, right) => Value.Of(left.Union(right).ToArray())),
        OfArrays("SetDifference", (left, right) => Value.Of(left.Except(right).ToArray())),
        OfArrays("SetEqual", (left, right) => Value.Of(left.ToHashSet().SetEquals(right))),
    ];

    // In the order of the first array, but a second one that lies within a longer first is given back as it is.
    private static Value Intersect(IEnumerable<Value> left, IEnumerable<Value> right)
    {
        var common = left.Intersect(right).ToArray();
        return Value.Of(common.Length < left.Count() && common.Length == right.Count() ? right.ToArray() : common);
    }

    private static Function OfArrays(string name, Func<IEnumerable<Value>, IEnumerable<Value>, Value> operation) =>
        Function.Of(name, (left, right) => left.Kind == ValueKind.Array && right.Kind == ValueKind.Array
            ? operation(left.Elements(), right.Elements())
            : Value.Undefined);
}
