using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>One source of FROM: fills its slot with one value after the other.</summary>
internal abstract class RowSource(int slot)
{
    public int Slot { get; } = slot;

    /// <summary>False when it gives at most one value.</summary>
    public abstract bool MayGiveSeveral { get; }

    public abstract void Open(Value[] slots, ref SourceState state);

    public abstract bool Next(Value[] slots, ref SourceState state);
}

/// <summary>How far a source has been read; one per row enumeration, so that the source itself can be shared.</summary>
internal struct SourceState
{
    public Value Pending;
    public Value.ElementEnumerator Elements;
    public IEnumerator<Value>? Results;
}

/// <summary><c>FROM c</c>, <c>FROM c.address a</c>: the value at a path, if there is one.</summary>
internal sealed class ValueSource(int slot, Evaluator value) : RowSource(slot)
{
    public override bool MayGiveSeveral => false;

    public override void Open(Value[] slots, ref SourceState state) => state.Pending = value(slots);

    public override bool Next(Value[] slots, ref SourceState state)
    {
        if (state.Pending.IsUndefined) return false;
        slots[Slot] = state.Pending;
        state.Pending = Value.Undefined;
        return true;
    }
}

/// <summary><c>FROM t IN c.tags</c>: the elements of an array; nothing from any other value.</summary>
internal sealed class ElementSource(int slot, Evaluator array) : RowSource(slot)
{
    public override bool MayGiveSeveral => true;

    public override void Open(Value[] slots, ref SourceState state) => state.Elements = new(array(slots));

    public override bool Next(Value[] slots, ref SourceState state)
    {
        if (!state.Elements.MoveNext()) return false;
        slots[Slot] = state.Elements.Current;
        return true;
    }
}

/// <summary><c>JOIN (SELECT ...) AS s</c>, or with IN the elements of the arrays that the subquery gives.</summary>
internal sealed class SubquerySource(int slot, Block block, bool iterates) : RowSource(slot)
{
    public override bool MayGiveSeveral => iterates || block.MayGiveSeveral;

    public override void Open(Value[] slots, ref SourceState state)
    {
        state.Results = block.Results(slots).GetEnumerator();
        state.Elements = default;
    }

    public override bool Next(Value[] slots, ref SourceState state)
    {
        if (!iterates)
        {
            if (!state.Results!.MoveNext()) return false;
            slots[Slot] = state.Results.Current;
            return true;
        }

        while (!state.Elements.MoveNext())
        {
            if (!state.Results!.MoveNext()) return false;
            state.Elements = new(state.Results.Current);
        }

        slots[Slot] = state.Elements.Current;
        return true;
    }
}
