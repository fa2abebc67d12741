using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

internal static class ArrayFunctions
{
    public static IEnumerable<Function> All =>
    [
        Function.Of("ARRAY_CONCAT", 2, int.MaxValue, Concat),
        Function.Of("ARRAY_CONTAINS", 2, 3, a => Contains(a[0], a[1], a.Length > 2 ? a[2] : Value.False)),
        Function.Of("ARRAY_CONTAINS_ANY", 2, int.MaxValue, a => ContainsMany(a, Truth.True)),
        Function.Of("ARRAY_CONTAINS_ALL", 2, int.MaxValue, a => ContainsMany(a, Truth.False)),
        Function.Of("ARRAY_LENGTH", array => array.Kind == ValueKind.Array ? Value.Of(array.Length) : Value.Undefined),
        Function.Of("ARRAY_SLICE", 2, 3, a => Slice(a[0], a[1], a.Length > 2 ? a[2] : Value.Of(int.MaxValue))),
        Function.Of("CHOOSE", 2, int.MaxValue, Choose),
        Function.Of("ObjectToArray", 1, 3, ToArray),
        .. ArrayAggregates.All,
    ];

    private static Value Concat(ReadOnlySpan<Value> arrays)
    {
        var result = new List<Value>();
        foreach (var array in arrays)
        {
            if (array.Kind != ValueKind.Array) return Value.Undefined;
            result.AddRange(array.Elements());
        }

        return Value.Of(result);
    }

    private static Value Contains(in Value array, in Value wanted, in Value partial)
    {
        if (partial.Kind != ValueKind.Boolean) return Value.Undefined;
        return Truths.ToValue(Contains(array, wanted, partial.IsTrue));
    }

    private static Truth Contains(in Value array, in Value wanted, bool partial)
    {
        if (array.Kind != ValueKind.Array || wanted.IsUndefined) return Truth.Undefined;
        foreach (var item in array.Elements())
        {
            if (partial ? Includes(item, wanted) : item.Equals(wanted)) return Truth.True;
        }

        return Truth.False;
    }

    // An object may have more properties than the part names, at any level; an array may not have more elements.
    private static bool Includes(in Value item, in Value part)
    {
        if (item.Kind == ValueKind.Object && part.Kind == ValueKind.Object)
        {
            foreach (var (name, value) in part.Properties())
            {
                if (item[name] is not { IsUndefined: false } found || !Includes(found, value)) return false;
            }

            return true;
        }

        if (item.Kind != ValueKind.Array || part.Kind != ValueKind.Array) return item.Equals(part);
        var rest = part.GetElementEnumerator();
        foreach (var element in item.Elements())
        {
            if (!rest.MoveNext() || !Includes(element, rest.Current)) return false;
        }

        return !rest.MoveNext();
    }

    /// <param name="decisive">What settles the answer at once: true for any, false for all.</param>
    private static Value ContainsMany(ReadOnlySpan<Value> arguments, Truth decisive)
    {
        var answer = Truths.Not(decisive);
        foreach (var wanted in arguments[1..])
        {
            var found = Contains(arguments[0], wanted, partial: false);
            if (found == decisive) return Truths.ToValue(decisive);
            if (found == Truth.Undefined) answer = Truth.Undefined;
        }

        return Truths.ToValue(answer);
    }

    private static Value Slice(in Value array, in Value start, in Value most)
    {
        if (array.Kind != ValueKind.Array || !start.TryGetInteger(out var from) || !most.TryGetInteger(out var count)) return Value.Undefined;
        var length = array.Length;
        if (from < 0) from = Math.Max(0, from + length);
        var taken = Math.Min(count, length - from);
        if (taken <= 0) return Value.EmptyArray;
        return taken >= length ? array : Value.Of(array.Elements().Skip((int)from).Take((int)taken).ToArray());
    }

    private static Value Choose(ReadOnlySpan<Value> arguments) =>
        arguments[0].TryGetInteger(out var index) && index >= 1 && index < arguments.Length ? arguments[(int)index] : Value.Undefined;

    private static Value ToArray(ReadOnlySpan<Value> arguments)
    {
        var key = arguments.Length > 1 ? arguments[1] : Value.Of("k");
        var content = arguments.Length > 2 ? arguments[2] : Value.Of("v");
        if (arguments[0].Kind != ValueKind.Object || key.Kind != ValueKind.String || content.Kind != ValueKind.String) return Value.Undefined;
        var (keyName, contentName) = (key.AsString, content.AsString);
        return Value.Of(arguments[0].Properties()
            .Select(p => Value.Of([new(keyName, Value.Of(p.Key)), new KeyValuePair<string, Value>(contentName, p.Value)]))
            .ToArray());
    }
}
