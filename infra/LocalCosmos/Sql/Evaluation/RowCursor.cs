using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>Steps through the combinations of a block's sources that its WHERE keeps.</summary>
internal sealed class RowCursor(Block block)
{
    private readonly SourceState[] _states = new SourceState[block.Sources.Length];
    private Value[] _slots = [];
    private int _depth;

    /// <summary>Room for the values of one run, used again by the next.</summary>
    public Value[] Slots(int count) => _slots.Length == count ? _slots : new Value[count];

    public void Open(Value[] slots)
    {
        _slots = slots;
        _depth = -1;
    }

    /// <summary>True when the slots hold a further row.</summary>
    public bool MoveNext()
    {
        var sources = block.Sources;
        if (_depth < 0)
        {
            _depth = 0;
            if (!block.HoldsBeforeSources(_slots)) return false;
            if (sources.Length == 0) return true;
            sources[0].Open(_slots, ref _states[0]);
        }
        else if (sources.Length == 0)
        {
            return false;
        }

        while (true)
        {
            if (!sources[_depth].Next(_slots, ref _states[_depth]))
            {
                if (_depth == 0) return false;
                _depth--;
            }
            else if (block.Filters[_depth] is null || block.Filters[_depth]!(_slots) == Truth.True)
            {
                if (_depth == sources.Length - 1) return true;
                _depth++;
                sources[_depth].Open(_slots, ref _states[_depth]);
            }
        }
    }
}
