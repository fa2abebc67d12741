using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>One page of one statement.</summary>
internal sealed partial class QueryRun(
    ContainerResource container,
    CompiledQuery query,
    AccessPlan plan,
    ReadTransaction snapshot,
    QueryRequest request,
    ContinuationToken? token,
    CancellationToken cancellationToken) : IDisposable
{
    private readonly PageWriter _page = new(request.MaxItems);
    private readonly ResumeFilter? _resume = ResumeFilter.Parse(request.ResumeFilter, query.Descending.Count);
    private readonly long _offset = query.Offset ?? 0;
    private readonly long _limit = Math.Min(query.Limit ?? long.MaxValue, query.Top ?? long.MaxValue);
    private readonly SortPosition? _after = token?.Order is null ? null : SortPosition.Of(token, query.GroupKeys > 0 ? query.GroupKeys : query.Descending.Count);
    private SortPosition _last;
    private long _skipped = token?.Skipped ?? 0;
    private long _taken = token?.Taken ?? 0;
    private long _loaded;

    // Items up to At are done, but when Rows is not 0, only so many rows of the last one.
    private (WalkPosition? At, int Rows) _cursor = (token?.Position, token?.Rows ?? 0);

    public QueryPage Execute()
    {
        var next =
            !query.ReadsDocuments ? Constant()
            : query.GroupKeys > 0 ? Groups()
            : query.IsAggregate ? Aggregate()
            : query.Descending.Count > 0 && !plan.IsOrdered ? Sorted()
            : query.IsDistinct ? Distinct()
            : Streamed();
        var metrics = new QueryMetrics(_loaded, _page.Count, _page.Bytes, plan.ToString());
        return new QueryPage(_page.Finish(), _page.Count, next?.ToString(), RequestCharge.Query(_loaded, _page.Bytes), metrics);
    }

    public void Dispose() => _page.Dispose();

    /// <summary>Without FROM there is one row, which the first of several ranges answers.</summary>
    private ContinuationToken? Constant()
    {
        var isLaterRange = request.Scope.Min.Length > 0 && container.Ranges.Live.Any(r => r.Interval.Min.AsSpan().SequenceEqual(request.Scope.Min));
        if (isLaterRange) return null;
        foreach (var result in query.Run([])) _page.Add(result);
        return null;
    }

    /// <summary>Rows in the order in which the access path gives the items.</summary>
    private ContinuationToken? Streamed()
    {
        if (!plan.IsOrdered && token is { Rows: > 0 } && snapshot.Get(token.Number) is { } partly)
        {
            if (!AddRows(partly, token.Position!.Value, done: token.Rows)) return Next();
        }

        var start = plan.IsOrdered ? OrderedIndexPath.StartOf(_after, query.Descending) : token?.Position;
        foreach (var (item, position) in Walk(start))
        {
            if (_taken == _limit) return null;
            if (!AddRows(item, position, done: 0)) return Next();
        }

        return null;
    }

    /// <returns>False when the page was full before the item's last row.</returns>
    private bool AddRows(StoredItem item, WalkPosition position, int done)
    {
        var seen = 0;
        foreach (var row in query.Rows(Value.View(item.Body)))
        {
            if (seen++ < done || (plan.IsOrdered && !IsNext(row, item, seen - 1))) continue;
            var result = query.Project(row);
            if (result.IsUndefined || _taken == _limit) continue;
            if (_skipped < _offset)
            {
                _skipped++;
                continue;
            }

            if (_page.IsFull)
            {
                if (seen > 1) _cursor = (position, seen - 1);
                return false;
            }

            _page.Add(result);
            _taken++;
            if (plan.IsOrdered) _last = new SortPosition(query.SortKey(row), item.Number, seen - 1).Detach();
        }

        _cursor = (position, 0);
        return true;
    }

    private ContinuationToken Next() => plan.IsOrdered
        ? After(_last)
        : new(plan.Path.Token, _cursor.At?.Key, _cursor.At?.Number ?? 0, _cursor.Rows, Skipped: _skipped, Taken: _taken, Branch: _cursor.At?.Branch ?? 0);

    private ContinuationToken After(in SortPosition last) =>
        new(plan.Path.Token, null, last.Number, last.Row, last.ValuesText(), _skipped, _taken);

    private IEnumerable<(StoredItem Item, WalkPosition Position)> Walk(WalkPosition? after)
    {
        foreach (var step in plan.Path.Walk(snapshot, after))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _loaded++;
            yield return step;
        }
    }

    private bool IsNext(Row row, StoredItem item, int ordinal) =>
        (_after is null && _resume is null) || IsNext(new SortPosition(query.SortKey(row), item.Number, ordinal));

    private bool IsNext(in SortPosition row) =>
        (_after is not { } after || SortPosition.Compare(row, after, query.Descending) > 0)
        && _resume?.Keeps(row, query.Descending) != false;
}
