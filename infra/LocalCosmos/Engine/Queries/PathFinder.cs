using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>The access paths that a filter makes possible in one container.</summary>
/// <param name="rules">Null while there is no index to use.</param>
internal sealed class PathFinder(IndexingRules? rules, PartitionKeyDefinition key, ReadTransaction snapshot)
{
    /// <summary>A filter on every level of the partition key, or on the first ones, says where its items are.</summary>
    public EpkRange Narrow(EpkRange scope, FilterRanges filter)
    {
        var known = new List<Value>();
        foreach (var names in key.Segments)
        {
            if (!filter.Points.TryGetValue(IndexPath.Of(names), out var point) || !point.IsPrimitive) break;
            known.Add(point);
        }

        return known.Count == 0 ? scope : scope.Intersect(EpkRange.Below(EffectivePartitionKey.Of(known, key.Kind)));
    }

    public IEnumerable<AccessPath> Indexes(FilterRanges filter, EpkRange scope) => filter.ByPath
        .Where(byPath => rules?.Covers(byPath.Key) == true)
        .Select(byPath => new PropertyIndexPath(scope, byPath.Key, byPath.Value));

    /// <param name="walk">The name of the path that an earlier page took, whatever the counts say now; null for the first page.</param>
    public IEnumerable<UnionPath> Unions(FilterRanges filter, EpkRange scope, string? walk)
    {
        if (walk?.StartsWith(UnionPath.Prefix, StringComparison.Ordinal) == false) yield break;
        foreach (var branches in filter.Unions)
        {
            if (Walks(branches, scope, walk?[UnionPath.Prefix.Length..]) is { } walks) yield return new UnionPath(scope, walks);
        }
    }

    /// <summary>The walks that together find what the branches do. Null when one of them has none but the scan.</summary>
    private List<AccessPath>? Walks(IEnumerable<FilterRanges> branches, EpkRange scope, string? names)
    {
        var all = new List<AccessPath>();
        foreach (var branch in branches)
        {
            var ways = Ways(branch, scope, names);
            if ((names is null ? Cheapest(ways) : Named(ways, ref names)) is not { } way) return null;
            all.AddRange(way);
        }

        return all;
    }

    private IEnumerable<IReadOnlyList<AccessPath>> Ways(FilterRanges branch, EpkRange scope, string? names)
    {
        var narrowed = Narrow(scope, branch);
        if (narrowed != scope) yield return [new PartitionPath(narrowed)];
        foreach (var index in Indexes(branch, narrowed)) yield return [index];
        foreach (var branches in branch.Unions)
        {
            if (Walks(branches, narrowed, names) is { } walks) yield return walks;
        }
    }

    private IReadOnlyList<AccessPath>? Cheapest(IEnumerable<IReadOnlyList<AccessPath>> ways) =>
        ways.MinBy(way => way.Sum(path => path.Cost(snapshot, AccessPlanner.CountLimit)));

    /// <summary>The way whose names come first among <paramref name="names"/>, which then are those of the branches after it.</summary>
    private static IReadOnlyList<AccessPath>? Named(IEnumerable<IReadOnlyList<AccessPath>> ways, ref string names)
    {
        var rest = names;
        var found = ways.Where(way => IsFirst(UnionPath.NameOf(way), rest)).MaxBy(way => UnionPath.NameOf(way).Length);
        if (found is not null) names = names[Math.Min(names.Length, UnionPath.NameOf(found).Length + 2)..];
        return found;
    }

    private static bool IsFirst(string name, string names) =>
        names == name || names.StartsWith($"{name}, ", StringComparison.Ordinal);
}
