namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>The first rows of an order, out of any number that come by in no order.</summary>
internal sealed class FirstRows(int wanted, IReadOnlyList<bool> descending)
{
    private readonly List<SortPosition> _rows = [];
    private SortPosition? _last;

    /// <summary>True when rows that come after all these are not wanted.</summary>
    public bool IsFull => _rows.Count >= wanted;

    /// <summary>False for a row that is certain to come too late.</summary>
    public bool Wants(in SortPosition row) => _last is not { } last || SortPosition.Compare(row, last, descending) < 0;

    public void Add(in SortPosition row)
    {
        _rows.Add(row.Detach());

        // Sorting once for every "wanted" rows costs no more a row than a heap does.
        if (_rows.Count < 2 * (long)wanted) return;
        Cut();
        _last = _rows[^1];
    }

    public List<SortPosition> Take()
    {
        Cut();
        return _rows;
    }

    private void Cut()
    {
        _rows.Sort((left, right) => SortPosition.Compare(left, right, descending));
        if (_rows.Count > wanted) _rows.RemoveRange(wanted, _rows.Count - wanted);
    }
}
