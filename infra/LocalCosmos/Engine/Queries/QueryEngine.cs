using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>Runs SELECT statements and item feeds, a page at a time, each page from one consistent snapshot.</summary>
internal sealed class QueryEngine(TimeProvider time)
{
    /// <exception cref="Sql.SqlException">The statement is not valid, or not supported.</exception>
    /// <exception cref="RequestException">The continuation token or the resume filter is not valid.</exception>
    public async ValueTask<QueryPage> ExecuteAsync(
        ContainerResource container, QueryRequest request, CancellationToken cancellationToken)
    {
        var query = PreparedQuery.Of(container.Definition, request, time.GetUtcNow());
        // Each page of groups costs a walk over all items, and the size of these pages is nobody's choice.
        if (query.IsRegrouped) request = request with { MaxItems = int.MaxValue };
        var token = ContinuationToken.Parse(request.Continuation);
        using var snapshot = await container.Store.ReadAsync(cancellationToken);
        var plan = AccessPlanner.Plan(container, query, request.Scope, snapshot, token);
        using var run = new QueryRun(container, query.Compiled, plan, snapshot, request, token, cancellationToken);
        return run.Execute();
    }

    /// <summary>All items of the scope, as they are stored: the feed without a statement.</summary>
    public static async ValueTask<QueryPage> ReadFeedAsync(
        ContainerResource container, EpkRange scope, int maxItems, string? continuation, CancellationToken cancellationToken)
    {
        var token = ContinuationToken.Parse(continuation);
        using var snapshot = await container.Store.ReadAsync(cancellationToken);
        var path = AccessPlanner.ForScope(scope, token);
        using var page = new PageWriter(maxItems);
        WalkPosition? last = null;
        ContinuationToken? next = null;
        foreach (var (item, position) in path.Walk(snapshot, token?.Position))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (page.IsFull)
            {
                next = new ContinuationToken(path.Token, last!.Value.Key, last.Value.Number);
                break;
            }

            page.Add(item.Body);
            last = position;
        }

        var metrics = new QueryMetrics(page.Count, page.Count, page.Bytes, path.Name);
        return new QueryPage(page.Finish(), page.Count, next?.ToString(), RequestCharge.Feed(page.Bytes), metrics);
    }

    /// <summary>Says how a statement would find its items, without running it.</summary>
    public async ValueTask<string> ExplainAsync(
        ContainerResource container, QueryRequest request, CancellationToken cancellationToken)
    {
        var query = PreparedQuery.Of(container.Definition, request, time.GetUtcNow());
        using var snapshot = await container.Store.ReadAsync(cancellationToken);
        return AccessPlanner.Plan(container, query, request.Scope, snapshot, token: null).ToString();
    }
}
