using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Queries;

internal sealed partial class QueryRun
{
    // Results that take the whole input: every page walks it again, and keeps what the page is about.

    /// <summary>
    /// Groups in the order of their keys. Each needs the whole input, so every page walks it, and keeps the groups that come
    /// next.
    /// </summary>
    private ContinuationToken? Groups()
    {
        if (_taken >= _limit) return null;
        var skip = _offset - _skipped;
        var wanted = (int)Math.Min(skip + Math.Min(_page.RowsLeft, _limit - _taken), int.MaxValue / 2);
        var last = _after?.Values;
        var window = new GroupWindow(wanted, last);
        var groups = query.StartGroups(window);
        foreach (var (item, _) in Walk(after: null))
        {
            foreach (var row in query.Rows(Value.View(item.Body))) groups.Add(row);
        }

        foreach (var (result, keys) in groups.FinishWindow())
        {
            if (_page.IsFull) return After(new SortPosition(last!, 0, 0));
            last = keys;
            if (result.IsUndefined) continue;
            if (_skipped < _offset)
            {
                _skipped++;
                continue;
            }

            _page.Add(result);
            _taken++;
        }

        return window.HasMore && _taken < _limit ? After(new SortPosition(last!, 0, 0)) : null;
    }

    /// <summary>Aggregates over everything, and over results that are sorted or made distinct: each page finds them all again.</summary>
    private ContinuationToken? Aggregate()
    {
        var accumulation = query.StartAccumulation();
        foreach (var (item, _) in Walk(after: null))
        {
            foreach (var row in query.Rows(Value.View(item.Body))) accumulation.Add(row);
        }

        foreach (var result in accumulation.Finish().Skip((int)Math.Min(_offset + _taken, int.MaxValue)))
        {
            if (_taken == _limit) break;
            if (_page.IsFull) return Next();
            _page.Add(result);
            _taken++;
        }

        return null;
    }

    /// <summary>
    /// Each result once. A later page finds the results of the earlier ones again and passes over them, since only the
    /// results themselves say what was answered before.
    /// </summary>
    private ContinuationToken? Distinct()
    {
        var seen = new HashSet<Value>();
        var before = _offset + _taken;
        foreach (var (item, _) in Walk(after: null))
        {
            foreach (var row in query.Rows(Value.View(item.Body)))
            {
                var result = query.Project(row);
                if (result.IsUndefined || seen.Contains(result)) continue;
                seen.Add(result.Detach());
                if (seen.Count <= before) continue;
                if (_taken == _limit) return null;
                if (_page.IsFull) return Next();
                _page.Add(result);
                _taken++;
            }
        }

        return null;
    }
}
