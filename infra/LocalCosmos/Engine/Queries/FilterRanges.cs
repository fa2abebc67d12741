using System.Collections.Immutable;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>
/// What a filter implies: by path, the intervals within which the value of every matching document lies. It need not imply
/// the filter, which is evaluated on each document all the same.
/// </summary>
/// <param name="ByPath">Intervals in ascending order, without overlap.</param>
/// <param name="Points">Paths that equal one constant.</param>
internal sealed record FilterRanges(
    ImmutableDictionary<string, ImmutableArray<KeyRange>> ByPath, ImmutableDictionary<string, Value> Points)
{
    public static readonly FilterRanges None = new(
        ImmutableDictionary<string, ImmutableArray<KeyRange>>.Empty, ImmutableDictionary<string, Value>.Empty);

    public static FilterRanges Of(string path, params ReadOnlySpan<KeyRange> ranges) =>
        None with { ByPath = None.ByPath.Add(path, Merge(ranges)) };

    public static FilterRanges Equal(string path, in Value value) => value.IsUndefined
        ? Of(path)
        : Of(path, KeyRange.Exactly(ValueKeys.KeyOf(value)!)) with { Points = None.Points.Add(path, value) };

    /// <summary>True for a path on which one document may have several values.</summary>
    public static bool IsInArray(string path) =>
        path.Contains($"/{IndexPath.Elements}", StringComparison.Ordinal);

    public FilterRanges And(FilterRanges other)
    {
        var ranges = ByPath;
        foreach (var (path, theirs) in other.ByPath)
        {
            // Two conditions on the elements of an array may be met by two elements: either alone is implied, not both at one.
            if (!ranges.TryGetValue(path, out var ours)) ranges = ranges.Add(path, theirs);
            else if (!IsInArray(path)) ranges = ranges.SetItem(path, Intersect(ours, theirs));
        }

        return new FilterRanges(ranges, other.Points.SetItems(Points));
    }

    /// <summary>Only a path that every branch restricts is restricted by their OR.</summary>
    public static FilterRanges Or(IReadOnlyList<FilterRanges> branches)
    {
        var common = branches[0].ByPath.Keys.Where(path => branches.All(branch => branch.ByPath.ContainsKey(path)));
        return None with
        {
            ByPath = common.ToImmutableDictionary(
                path => path, path => Merge(branches.SelectMany(branch => branch.ByPath[path]).ToArray())),
        };
    }

    private static ImmutableArray<KeyRange> Intersect(ImmutableArray<KeyRange> left, ImmutableArray<KeyRange> right)
    {
        var both = from l in left from r in right select l.Intersect(r);
        return [.. both.Where(range => !IsEmpty(range))];
    }

    private static ImmutableArray<KeyRange> Merge(ReadOnlySpan<KeyRange> ranges)
    {
        var sorted = ranges.ToArray();
        Array.Sort(sorted, (left, right) => left.Min.AsSpan().SequenceCompareTo(right.Min));
        var merged = ImmutableArray.CreateBuilder<KeyRange>();
        foreach (var range in sorted)
        {
            if (IsEmpty(range)) continue;
            if (merged.Count > 0 && range.Min.AsSpan().SequenceCompareTo(merged[^1].Max) <= 0) merged[^1] = Union(merged[^1], range);
            else merged.Add(range);
        }

        return merged.ToImmutable();
    }

    // The first begins no later than the second. Where both begin or end alike, a bound that either includes is included.
    private static KeyRange Union(in KeyRange first, in KeyRange second)
    {
        var sameMin = first.Min.AsSpan().SequenceEqual(second.Min);
        var end = first.Max.AsSpan().SequenceCompareTo(second.Max);
        return new KeyRange(
            first.Min,
            first.MinInclusive || (sameMin && second.MinInclusive),
            end >= 0 ? first.Max : second.Max,
            end > 0 ? first.MaxInclusive : end < 0 ? second.MaxInclusive : first.MaxInclusive || second.MaxInclusive);
    }

    private static bool IsEmpty(in KeyRange range)
    {
        var order = range.Min.AsSpan().SequenceCompareTo(range.Max);
        return order > 0 || (order == 0 && !(range.MinInclusive && range.MaxInclusive));
    }
}
