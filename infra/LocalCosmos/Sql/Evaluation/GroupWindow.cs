using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// Which groups one page is about: the first ones, by their keys, of those after a position. Others are not kept, so that
/// memory is bounded by the page, not by the number of groups.
/// </summary>
/// <param name="wanted">At least 1.</param>
/// <param name="after">The keys of the last group of the page before, or null.</param>
internal sealed class GroupWindow(int wanted, Value[]? after)
{
    private Value[]? _last;

    /// <summary>True when there are groups behind those of the window.</summary>
    public bool HasMore { get; private set; }

    /// <summary>False for a group that was answered before, or is certain to come too late.</summary>
    public bool Admits(Value[] keys)
    {
        if (after is not null && Compare(keys, after) <= 0) return false;
        if (_last is null || Compare(keys, _last) <= 0) return true;
        HasMore = true;
        return false;
    }

    /// <summary>Sorting once for every "wanted" new groups costs no more a group than a heap does.</summary>
    public bool IsOverfull(int groups) => groups >= 2 * (long)wanted;

    /// <summary>The groups of the window, in order. What is cut off can never come back: the last of them only moves down.</summary>
    public List<T> Cut<T>(IEnumerable<T> groups, Func<T, Value[]> keys)
    {
        var sorted = groups.ToList();
        sorted.Sort((left, right) => Compare(keys(left), keys(right)));
        if (sorted.Count <= wanted) return sorted;
        HasMore = true;
        sorted.RemoveRange(wanted, sorted.Count - wanted);
        _last = keys(sorted[^1]);
        return sorted;
    }

    private static int Compare(Value[] left, Value[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            var order = Value.Compare(left[i], right[i]);
            if (order != 0) return order;
        }

        return 0;
    }
}
