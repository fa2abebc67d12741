using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>An index walked for its order. Values that share a key (long strings, huge integers, arrays) are sorted among themselves.</summary>
/// <param name="IsFiltered">True when the statement's own filter leaves out items that lack the property.</param>
/// <param name="SortValue">
/// The sort value of an item, or null when the filter drops the item. Without it, items that share a key are not sorted.
/// </param>
internal sealed record OrderedIndexPath(
    EpkRange Scope,
    string Property,
    IReadOnlyList<KeyRange> Ranges,
    bool Descending,
    bool IsFiltered,
    Func<StoredItem, Value?>? SortValue) : AccessPath(Scope)
{
    public override string Name => $"index {Property}{(Descending ? " descending" : "")}";

    public override long Cost(ReadTransaction snapshot, long atMost) => snapshot.Count(EpkRange.Full, atMost);

    /// <summary>An item without the property is in no index, but belongs to the result.</summary>
    public bool IsComplete(ReadTransaction snapshot) =>
        IsFiltered || snapshot.CountIndex(Property, KeyRange.All, long.MaxValue) == snapshot.Count(EpkRange.Full, long.MaxValue);

    /// <summary>Where the walk after a row begins: at its item, whose other rows may still be due, or at its whole run.</summary>
    public static WalkPosition? StartOf(SortPosition? after, IReadOnlyList<bool> descending)
    {
        if (after is not { } row || ValueKeys.KeyOf(row.Values[0]) is not { } key) return null;
        if (IsShared(key)) return new WalkPosition(key, descending[0] ? long.MaxValue : 0);
        return new WalkPosition(key, descending[0] ? row.Number + 1 : row.Number - 1);
    }

    /// <summary>Where the items that share the first sort value of a row begin.</summary>
    public static WalkPosition? RunOf(SortPosition? after, IReadOnlyList<bool> descending) =>
        after is { } row && ValueKeys.KeyOf(row.Values[0]) is { } key ? new WalkPosition(key, descending[0] ? long.MaxValue : 0) : null;

    public override IEnumerable<(StoredItem Item, WalkPosition Position)> Walk(ReadTransaction snapshot, WalkPosition? after)
    {
        var from = after is { Key: { } key } position ? new IndexPosition(key, position.Number) : (IndexPosition?)null;
        var ranges = Descending ? Ranges.Reverse() : Ranges;
        var run = new List<IndexEntry>();
        foreach (var entry in ranges.SelectMany(range => snapshot.Index(Property, range, Descending, from)))
        {
            if (run.Count > 0 && !run[0].Key.AsSpan().SequenceEqual(entry.Key))
            {
                foreach (var step in Sorted(snapshot, run)) yield return step;
                run.Clear();
            }

            if (SortValue is not null && IsShared(entry.Key)) run.Add(entry);
            else if (Load(snapshot, entry) is { } item) yield return (item, new WalkPosition(entry.Key, entry.Number));
        }

        foreach (var step in Sorted(snapshot, run)) yield return step;
    }

    private IEnumerable<(StoredItem Item, WalkPosition Position)> Sorted(ReadTransaction snapshot, List<IndexEntry> run)
    {
        var sorted = new List<(Value Value, IndexEntry Entry)>();
        foreach (var entry in run)
        {
            if (Load(snapshot, entry) is { } item && SortValue!(item) is { } value) sorted.Add((value, entry));
        }

        sorted.Sort((left, right) => Directed(Value.Compare(left.Value, right.Value) is var order && order != 0
            ? order
            : left.Entry.Number.CompareTo(right.Entry.Number)));
        return sorted.Select(s => (snapshot.Get(s.Entry.Number)!, new WalkPosition(s.Entry.Key, s.Entry.Number)));
    }

    private StoredItem? Load(ReadTransaction snapshot, IndexEntry entry) =>
        snapshot.Get(entry.Number) is { } item && Scope.Contains(item.Epk) ? item : null;

    private int Directed(int order) => Descending ? -order : order;

    private static bool IsShared(byte[] key) =>
        IndexKey.IsShared(key) || IndexKey.KindOf(key) is KeyKind.Array or KeyKind.Object;
}
