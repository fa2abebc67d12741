using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Queries;

internal sealed partial class QueryRun
{
    /// <summary>
    /// Rows without an index of their order: each page walks the items again and keeps the rows that come next, so that
    /// memory is bounded by the page, not by the result. With an index of the first value the walk begins where the page
    /// does, and ends with the value that fills it.
    /// </summary>
    private ContinuationToken? Sorted()
    {
        var skip = _offset - _skipped;
        var wanted = (int)Math.Min(skip + Math.Min(_page.RowsLeft, _limit - _taken) + 1, int.MaxValue / 2);
        var first = new FirstRows(wanted, query.Descending);
        var answered = query.IsDistinct ? new HashSet<Value>() : null;
        byte[]? value = null;
        foreach (var (item, at) in Walk(plan.Order == WalkOrder.First ? OrderedIndexPath.RunOf(_after, query.Descending) : null))
        {
            if (plan.Order == WalkOrder.First && first.IsFull && !at.Key.AsSpan().SequenceEqual(value)) break;
            value = at.Key;
            var ordinal = 0;
            foreach (var row in query.Rows(Value.View(item.Body)))
            {
                var position = new SortPosition(query.SortKey(row), item.Number, ordinal++);
                if (!IsNext(position)) NoteAnswered(row, position, answered);
                else if (first.Wants(position) && !query.Project(row).IsUndefined) first.Add(position);
            }
        }

        return AddSorted(first, answered);
    }

    /// <summary>Of the rows before this page only those with the sort values of its last one can give a result again.</summary>
    private void NoteAnswered(Row row, in SortPosition position, HashSet<Value>? answered)
    {
        if (answered is null || _after is not { } after || SortPosition.CompareValues(position.Values, after.Values, query.Descending) != 0) return;
        answered.Add(query.Project(row).Detach());
    }

    private ContinuationToken? AddSorted(FirstRows first, HashSet<Value>? answered)
    {
        var rows = first.Take();
        for (var i = 0; i < rows.Count; i++)
        {
            if (_taken == _limit) return null;
            if (_page.IsFull) return After(rows[i - 1]);
            if (answered is null && _skipped < _offset)
            {
                _skipped++;
                continue;
            }

            var item = snapshot.Get(rows[i].Number)!;
            var result = query.Project(query.Rows(Value.View(item.Body)).ElementAt(rows[i].Row));
            if (answered?.Add(result.Detach()) == false) continue;
            if (_skipped < _offset)
            {
                _skipped++;
                continue;
            }

            _page.Add(result);
            _taken++;
        }

        // Results that were the same have left room, and the rows that could fill it were not kept.
        return answered is not null && first.IsFull ? After(rows[^1]) : null;
    }
}
