using System.Globalization;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>
/// Chooses a walk for every branch of an OR. The walks that come into question are numbered in the order in which the
/// branches list them, so that a later page can name those of the first, whatever the counts say by then.
/// </summary>
internal sealed class UnionPlan(PathFinder finder, ReadTransaction snapshot)
{
    private readonly List<AccessPath> _walks = [];

    /// <summary>Null when a branch has no walk but the scan.</summary>
    /// <param name="place">Of the OR among those of its statement.</param>
    /// <param name="walk">The token of the path that the first page took; null for the first page.</param>
    public UnionPath? Plan(IReadOnlyList<FilterRanges> branches, EpkRange scope, int place, string? walk)
    {
        if (Cheapest(branches, scope, isCounted: walk is null) is not { } chosen) return null;
        if (walk is not null) chosen = Numbers(walk, UnionPath.TokenPrefix(place));
        return chosen is not null && chosen.TrueForAll(number => number < _walks.Count)
            ? new UnionPath(scope, [.. chosen.Select(number => _walks[number])], $"{UnionPath.TokenPrefix(place)}{string.Join('.', chosen)}")
            : null;
    }

    private List<int>? Cheapest(IReadOnlyList<FilterRanges> branches, EpkRange scope, bool isCounted)
    {
        var all = new List<int>();
        foreach (var branch in branches)
        {
            var ways = Ways(branch, scope, isCounted).ToList();
            if (ways.Count == 0) return null;
            all.AddRange(ways.Count > 1 && isCounted ? ways.MinBy(Cost)! : ways[0]);
        }

        return all;
    }

    private IEnumerable<List<int>> Ways(FilterRanges branch, EpkRange scope, bool isCounted)
    {
        var narrowed = finder.Narrow(scope, branch);
        if (narrowed != scope) yield return [Number(new PartitionPath(narrowed))];
        foreach (var index in finder.Indexes(branch, narrowed)) yield return [Number(index)];
        foreach (var branches in branch.Unions)
        {
            if (Cheapest(branches, narrowed, isCounted) is { } nested) yield return nested;
        }
    }

    private int Number(AccessPath walk)
    {
        _walks.Add(walk);
        return _walks.Count - 1;
    }

    private long Cost(List<int> way) => way.Sum(number => _walks[number].Cost(snapshot, AccessPlanner.CountLimit));

    /// <summary>Null when the token is that of another path.</summary>
    private static List<int>? Numbers(string walk, string prefix)
    {
        if (!walk.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var numbers = new List<int>();
        foreach (var text in walk[prefix.Length..].Split(' ')[0].Split('.'))
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }

        return numbers;
    }
}
