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

    /// <param name="walk">The token of the path that the first page took; null for the first page.</param>
    public IEnumerable<UnionPath> Unions(FilterRanges filter, EpkRange scope, string? walk)
    {
        for (var place = 0; place < filter.Unions.Length; place++)
        {
            if (new UnionPlan(this, snapshot).Plan(filter.Unions[place], scope, place, walk) is { } union) yield return union;
        }
    }
}
