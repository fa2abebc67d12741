using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>
/// The walks of the branches of an OR, one after the other. An item that several branches find belongs to the first of
/// them: what the item itself holds tells, so that no set of the items given before is kept.
/// </summary>
/// <param name="Choice">Which walks of those that came into question it takes; two unions may look at the same paths.</param>
internal sealed record UnionPath(EpkRange Scope, IReadOnlyList<AccessPath> Branches, string Choice) : AccessPath(Scope)
{
    public override string Name => Branches.Count == 0 ? "nothing" : $"union of {string.Join(", ", Branches.Select(branch => branch.Name))}";

    public override string Token => $"{Choice} {Name}";

    public static string TokenPrefix(int place) => $"union {place}:";

    public override long Cost(ReadTransaction snapshot, long atMost)
    {
        long count = 0;
        foreach (var branch in Branches)
        {
            if (count < atMost) count += branch.Cost(snapshot, atMost - count);
        }

        return count;
    }

    public override IEnumerable<(StoredItem Item, WalkPosition Position)> Walk(ReadTransaction snapshot, WalkPosition? after)
    {
        var rules = IndexingRules.Only(Branches.OfType<PropertyIndexPath>().Select(branch => branch.Property));
        var first = after?.Branch ?? 0;
        for (var branch = first; branch < Branches.Count; branch++)
        {
            foreach (var (item, position) in Branches[branch].Walk(snapshot, branch == first ? after : null))
            {
                if (!IsGivenBefore(item, branch, rules)) yield return (item, position with { Branch = branch });
            }
        }
    }

    private bool IsGivenBefore(StoredItem item, int branch, IndexingRules rules)
    {
        if (branch == 0) return false;
        var terms = IndexTerms.Of(item.Body, rules);
        return Branches.Take(branch).Any(earlier => earlier.Gives(item, terms));
    }
}
