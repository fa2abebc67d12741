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
/// <param name="Unions">ORs over several paths: what a matching document holds is implied by one branch of each.</param>
internal sealed record FilterRanges(
    ImmutableSortedDictionary<string, ImmutableArray<KeyRange>> ByPath,
    ImmutableDictionary<string, Value> Points,
    ImmutableArray<ImmutableArray<FilterRanges>> Unions)
{
    public static readonly FilterRanges None = new(
        ImmutableSortedDictionary.Create<string, ImmutableArray<KeyRange>>(StringComparer.Ordinal), ImmutableDictionary<string, Value>.Empty, []);

    /// <summary>What no document matches.</summary>
    public static readonly FilterRanges Nothing = None with { Unions = [[]] };

    /// <summary>A union of more branches takes longer to plan than it saves.</summary>
    private const int MaxBranches = 1000;

    /// <summary>The same where one path restricts every branch: there the union is seldom the better walk.</summary>
    private const int MaxBranchesOfOnePath = 16;

    private bool IsNothing => Unions.Any(branches => branches.IsEmpty);

    private bool IsNone => ByPath.IsEmpty && Unions.IsEmpty;

    public static FilterRanges Of(string path, params ReadOnlySpan<KeyRange> ranges) =>
        None with { ByPath = None.ByPath.Add(path, Merge(ranges)) };

    public static FilterRanges Equal(string path, in Value value) => value.IsUndefined
        ? Of(path)
        : Of(path, KeyRange.Exactly(ValueKeys.KeyOf(value)!)) with { Points = None.Points.Add(path, value) };

    /// <summary>The paths that have a value, but none of these.</summary>
    public static FilterRanges NoneOf(string path, IEnumerable<Value> values)
    {
        var gaps = new List<KeyRange>();
        var rest = KeyRange.All;
        foreach (var excluded in Merge(values.Select(value => ValueKeys.ExactKeyOf(value)).OfType<byte[]>().Select(KeyRange.Exactly).ToArray()))
        {
            gaps.Add(new KeyRange(rest.Min, rest.MinInclusive, excluded.Min, false));
            rest = new KeyRange(excluded.Max, false, rest.Max, rest.MaxInclusive);
        }

        return Of(path, [.. gaps, rest]);
    }

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

        return new FilterRanges(ranges, other.Points.SetItems(Points), [.. Unions, .. other.Unions]);
    }

    /// <summary>A path that every branch restricts is restricted by their OR; others make it a union of what its branches imply.</summary>
    public static FilterRanges Or(IReadOnlyList<FilterRanges> branches)
    {
        branches = [.. branches.Where(branch => !branch.IsNothing)];
        if (branches.Count == 0) return Nothing;
        var paths = branches[0].ByPath.Keys.Where(path => branches.All(branch => branch.ByPath.ContainsKey(path)));
        var common = None.ByPath.AddRange(paths.Select(path => KeyValuePair.Create(path, Merged(branches, path))));
        var several = WithoutSinglePaths(branches);
        var isUnion = several.Count > 1 && several.Count <= (common.IsEmpty ? MaxBranches : MaxBranchesOfOnePath)
            && several.TrueForAll(branch => !branch.IsNone);
        return None with { ByPath = common, Unions = isUnion ? [[.. several]] : [] };
    }

    /// <summary>Branches that look at one path only, and at the same one, are one branch.</summary>
    private static List<FilterRanges> WithoutSinglePaths(IReadOnlyList<FilterRanges> branches)
    {
        var merged = new List<FilterRanges>();
        foreach (var group in branches.GroupBy(branch => branch is { ByPath.Count: 1, Unions.IsEmpty: true } ? branch.ByPath.Keys.First() : null))
        {
            if (group.Key is not { } path || group.Skip(1).FirstOrDefault() is null) merged.AddRange(group);
            else merged.Add(None with { ByPath = None.ByPath.Add(path, Merged(group, path)) });
        }

        return merged;
    }

    private static ImmutableArray<KeyRange> Merged(IEnumerable<FilterRanges> branches, string path) =>
        Merge(branches.SelectMany(branch => branch.ByPath[path]).ToArray());

    private static ImmutableArray<KeyRange> Intersect(ImmutableArray<KeyRange> left, ImmutableArray<KeyRange> right)
    {
        var both = ImmutableArray.CreateBuilder<KeyRange>();
        int l = 0, r = 0;
        while (l < left.Length && r < right.Length)
        {
            var range = left[l].Intersect(right[r]);
            if (!IsEmpty(range)) both.Add(range);
            var order = left[l].Max.AsSpan().SequenceCompareTo(right[r].Max);
            // The one that ends first is done; the other may go on into what comes next.
            if (order < 0 || (order == 0 && !left[l].MaxInclusive)) l++;
            else r++;
        }

        return both.ToImmutable();
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
