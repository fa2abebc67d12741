using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>One compiled SELECT, whether the whole statement or a subquery.</summary>
internal sealed class Block
{
    private RowCursor? _spare;

    public required RowSource[] Sources { get; init; }

    /// <summary>What of WHERE depends on no source of this block.</summary>
    public required Condition? FirstFilter { get; init; }

    /// <summary>By source: what of WHERE can be decided as soon as that source has its value.</summary>
    public required Condition?[] Filters { get; init; }

    public required Evaluator Projection { get; init; }

    public required bool IsDistinct { get; init; }

    /// <summary>Present when the block aggregates: then the projection reads the slots of groups, not of rows.</summary>
    public required Grouping? Grouping { get; init; }

    public required SortItem[] OrderBy { get; init; }

    /// <summary>False when no input can make it give more than one result.</summary>
    public bool MayGiveSeveral => Grouping is null
        ? Array.Exists(Sources, s => s.MayGiveSeveral)
        : Grouping.Keys.Count > 0;

    public bool HoldsBeforeSources(Value[] slots) => FirstFilter is null || FirstFilter(slots) == Truth.True;

    public IEnumerable<Value> Results(Value[] slots)
    {
        var results = Grouping is null ? Projected(slots) : Aggregated(slots);
        return IsDistinct ? results.Distinct() : results;
    }

    public RowCursor Rent() => Interlocked.Exchange(ref _spare, null) ?? new RowCursor(this);

    public void Return(RowCursor cursor) => _spare = cursor;

    private IEnumerable<Value> Projected(Value[] slots)
    {
        var cursor = Rent();
        try
        {
            cursor.Open(slots);
            while (cursor.MoveNext())
            {
                var value = Projection(slots);
                if (!value.IsUndefined) yield return value;
            }
        }
        finally
        {
            Return(cursor);
        }
    }

    private IEnumerable<Value> Aggregated(Value[] slots)
    {
        var accumulation = new GroupAccumulation(this, slots);
        var cursor = Rent();
        cursor.Open(slots);
        while (cursor.MoveNext()) accumulation.Add(new Row(slots));
        Return(cursor);
        return accumulation.Finish();
    }
}

internal sealed record SortItem(Evaluator Key, bool Descending);
