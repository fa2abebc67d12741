using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Arrays as sets: equal elements count once.</summary>
internal static class SetFunctions
{
    public static IEnumerable<Function> All =>
    [
        // The service keeps the order of the second array here.
        OfArrays("SetIntersect", (left, right) => Value.Of(right.Intersect(left).ToArray())),
        OfArrays("SetUnion", (left, right) => Value.Of(left.Union(right).ToArray())),
        OfArrays("SetDifference", (left, right) => Value.Of(left.Except(right).ToArray())),
        OfArrays("SetEqual", (left, right) => Value.Of(left.ToHashSet().SetEquals(right))),
    ];

    private static Function OfArrays(string name, Func<IEnumerable<Value>, IEnumerable<Value>, Value> operation) =>
        Function.Of(name, (left, right) => left.Kind == ValueKind.Array && right.Kind == ValueKind.Array
            ? operation(left.Elements(), right.Elements())
            : Value.Undefined);
}
