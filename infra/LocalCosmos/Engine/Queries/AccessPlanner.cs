using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>
/// Chooses the access path. Filters on the partition key narrow the scope; then the items that the scope and each indexed
/// filter would load are counted in the index, up to a limit, and the smallest number wins. An index in the order of
/// ORDER BY, or of the first of its paths, is walked when every other path loads too many items to sort. An OR over several paths is a union of the walks
/// of its branches, each chosen by the same count.
/// </summary>
internal static class AccessPlanner
{
    /// <summary>Where counting stops: beyond it, more is just "many".</summary>
    public const long CountLimit = 2000;

    /// <summary>So few items that looking for a better path costs more than reading them.</summary>
    private const long FewItems = 50;

    public static AccessPlan Plan(
        ContainerResource container, PreparedQuery query, EpkRange scope, ReadTransaction snapshot, ContinuationToken? token)
    {
        // While the index is being rebuilt, it lacks documents.
        var rules = snapshot.IsIndexReady ? container.Store.Indexer.Rules : null;
        var finder = new PathFinder(rules, container.Definition.PartitionKey, snapshot);
        scope = finder.Narrow(scope, query.Filter);
        var paths = Candidates(finder, query, scope, token);
        var ordered = OrderedPath(rules, query, scope);
        if (token is { Order: null } && KeepsWalk(query)) return Continued(paths, token);

        var considered = new List<ConsideredPath>();
        AccessPath? best = null;
        var cost = long.MaxValue;
        foreach (var path in paths)
        {
            var items = path.Cost(snapshot, CountLimit);
            considered.Add(new ConsideredPath(path.Name, items));
            if (items < cost) (best, cost) = (path, items);
            if (cost <= FewItems) break;
        }

        if (cost < CountLimit || ordered is null || !ordered.IsComplete(snapshot))
            return new AccessPlan(best!, WalkOrder.None, considered);
        return new AccessPlan(ordered, ordered.SortValue is null ? WalkOrder.First : WalkOrder.Whole, [.. considered, new ConsideredPath(ordered.Name, CountLimit)]);
    }

    /// <summary>
    /// The walk over everything in a scope. Later pages keep the walk of the first, whose position the token holds, even
    /// where a split or a merge of ranges has given them another scope.
    /// </summary>
    public static AccessPath ForScope(EpkRange scope, ContinuationToken? token) => token?.Path switch
    {
        ScanPath.WalkName => new ScanPath(scope),
        PartitionPath.WalkName => new PartitionPath(scope),
        _ => scope.IsFull ? new ScanPath(scope) : new PartitionPath(scope),
    };

    /// <summary>A position is one of a certain walk, so the later pages go the way of the first.</summary>
    private static AccessPlan Continued(IEnumerable<AccessPath> paths, ContinuationToken token) =>
        paths.FirstOrDefault(path => path.Token == token.Path) is { } same
            ? new AccessPlan(same, WalkOrder.None, [])
            : throw RequestErrors.BadRequest(
                "The continuation token belongs to another statement, or to an index that the container no longer has.");

    /// <summary>A sorted query finds its place by values, any other by its place in the walk.</summary>
    private static bool KeepsWalk(PreparedQuery query) => query.Compiled.Descending.Count == 0 || query.Compiled.IsAggregate;

    private static IEnumerable<AccessPath> Candidates(PathFinder finder, PreparedQuery query, EpkRange scope, ContinuationToken? token)
    {
        yield return ForScope(scope, token);
        foreach (var index in finder.Indexes(query.Filter, scope)) yield return index;
        var walk = token is { Order: null } && KeepsWalk(query) ? token.Path : null;
        foreach (var union in finder.Unions(query.Filter, scope, walk)) yield return union;
    }

    private static OrderedIndexPath? OrderedPath(IndexingRules? rules, PreparedQuery query, EpkRange scope)
    {
        if (query.OrderPath is not { } path || rules?.Covers(path) != true) return null;
        if (query.Compiled.IsAggregate || FilterRanges.IsInArray(path)) return null;
        var isFiltered = query.Filter.ByPath.TryGetValue(path, out var ranges);
        return new OrderedIndexPath(
            scope, path, isFiltered ? ranges : [KeyRange.All], query.Compiled.Descending[0], isFiltered,
            query.Compiled.Descending.Count == 1 && !query.Compiled.IsDistinct ? item => FirstSortValue(query.Compiled, item) : null);
    }

    private static Value? FirstSortValue(CompiledQuery query, StoredItem item)
    {
        foreach (var row in query.Rows(Value.View(item.Body))) return query.SortKey(row)[0].Detach();
        return null;
    }
}
