using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>One indexed property, over intervals of its values in ascending order.</summary>
internal sealed record PropertyIndexPath(EpkRange Scope, string Property, IReadOnlyList<KeyRange> Ranges) : AccessPath(Scope)
{
    public override string Name => $"index {Property}";

    /// <summary>An array has several elements, so a walk over more than one value could meet an item twice.</summary>
    private bool MayRepeat => FilterRanges.IsInArray(Property)
        && !(Ranges is [var only] && only.Min.AsSpan().SequenceEqual(only.Max));

    public override long Cost(ReadTransaction snapshot, long atMost)
    {
        long count = 0;
        foreach (var range in Ranges)
        {
            if (count < atMost) count += snapshot.CountIndex(Property, range, atMost - count);
        }

        return count;
    }

    public override IEnumerable<(StoredItem Item, WalkPosition Position)> Walk(ReadTransaction snapshot, WalkPosition? after)
    {
        var from = after is { Key: { } key } position ? new IndexPosition(key, position.Number) : (IndexPosition?)null;
        var rules = MayRepeat ? IndexingRules.Only(Property) : null;
        foreach (var entry in Ranges.SelectMany(range => snapshot.Index(Property, range, descending: false, from)))
        {
            if (snapshot.Get(entry.Number) is not { } item || !Scope.Contains(item.Epk)) continue;
            if (rules is null || IsFirst(entry.Key, IndexTerms.Of(item.Body, rules))) yield return (item, new WalkPosition(entry.Key, entry.Number));
        }
    }

    public override bool Gives(StoredItem item, IReadOnlyList<IndexTerm> terms) =>
        base.Gives(item, terms) && terms.Any(term => term.Path == Property && Holds(term.Key));

    /// <summary>The first of an item's values within the intervals owns it: that says without a memory what was given before.</summary>
    private bool IsFirst(byte[] key, IReadOnlyList<IndexTerm> terms) =>
        terms.First(term => Holds(term.Key)).Key.AsSpan().SequenceEqual(key);

    private bool Holds(byte[] key)
    {
        foreach (var range in Ranges)
        {
            if (range.Contains(key)) return true;
        }

        return false;
    }
}
