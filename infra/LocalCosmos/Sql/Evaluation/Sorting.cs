using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// ORDER BY. Rows with equal keys keep their order, or have it reversed if the first key descends: the SDK resumes a
/// sorted query by that rule.
/// </summary>
internal static class Sorting
{
    public static IEnumerable<Value[]> Sort(IEnumerable<Value[]> rows, SortItem[] items)
    {
        var keyed = rows.Select((row, number) => (Row: row, Number: number, Keys: Keys(row, items))).ToArray();
        Array.Sort(keyed, (left, right) =>
        {
            var order = Compare(left.Keys, right.Keys, items);
            if (order != 0) return order;
            return items[0].Descending ? right.Number.CompareTo(left.Number) : left.Number.CompareTo(right.Number);
        });
        return keyed.Select(k => k.Row);
    }

    public static Value[] Keys(Value[] slots, SortItem[] items)
    {
        var keys = new Value[items.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = items[i].Key(slots);
        return keys;
    }

    public static int Compare(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right, ReadOnlySpan<SortItem> items)
    {
        for (var i = 0; i < items.Length; i++)
        {
            var order = Value.Compare(left[i], right[i]);
            if (order != 0) return items[i].Descending ? -order : order;
        }

        return 0;
    }
}
