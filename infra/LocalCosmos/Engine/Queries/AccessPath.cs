using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>The place of an item in a walk, from which the walk can go on.</summary>
/// <param name="Key">The index key or the partition; null in walks that go by number alone.</param>
/// <param name="Branch">Which of a union's walks it is; 0 in any other.</param>
internal readonly record struct WalkPosition(byte[]? Key, long Number, int Branch = 0);

/// <summary>
/// A way to find the items of a query without reading more of the container than needed. Each gives the items of its
/// scope in a fixed order, without repeats, and may give more than the filter keeps.
/// </summary>
internal abstract record AccessPath(EpkRange Scope)
{
    public abstract string Name { get; }

    /// <summary>What continuation tokens carry to find the same path again. Stable.</summary>
    public virtual string Token => Name;

    /// <summary>Items that the walk would load, counted up to <paramref name="atMost"/>.</summary>
    public abstract long Cost(ReadTransaction snapshot, long atMost);

    public abstract IEnumerable<(StoredItem Item, WalkPosition Position)> Walk(ReadTransaction snapshot, WalkPosition? after);

    /// <summary>True when the walk gives this item.</summary>
    /// <param name="terms">What the item has at the properties that the path looks at.</param>
    public virtual bool Gives(StoredItem item, IReadOnlyList<IndexTerm> terms) => Scope.Contains(item.Epk);
}

/// <summary>The items of one partition, or of one prefix of hierarchical partitions.</summary>
internal sealed record PartitionPath(EpkRange Scope) : AccessPath(Scope)
{
    public const string WalkName = "partition";

    public override string Name => WalkName;

    public override long Cost(ReadTransaction snapshot, long atMost) => snapshot.Count(Scope, atMost);

    public override IEnumerable<(StoredItem Item, WalkPosition Position)> Walk(ReadTransaction snapshot, WalkPosition? after)
    {
        var from = after is { Key: { } epk } position ? (epk, position.Number) : ((byte[], long)?)null;
        foreach (var item in snapshot.ScanPartition(Scope, from)) yield return (item, new WalkPosition(item.Epk, item.Number));
    }
}

/// <summary>Every item of the scope, in the order of creation.</summary>
internal sealed record ScanPath(EpkRange Scope) : AccessPath(Scope)
{
    public const string WalkName = "scan";

    public override string Name => WalkName;

    public override long Cost(ReadTransaction snapshot, long atMost) => snapshot.Count(EpkRange.Full, atMost);

    public override IEnumerable<(StoredItem Item, WalkPosition Position)> Walk(ReadTransaction snapshot, WalkPosition? after)
    {
        foreach (var item in snapshot.Scan(Scope, after?.Number ?? 0)) yield return (item, new WalkPosition(null, item.Number));
    }
}
