using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// Groups rows and aggregates them. It keeps the keys and the aggregates, not the rows, so that it needs memory by the
/// number of groups only.
/// </summary>
internal sealed class GroupAccumulation : Accumulation
{
    private readonly Block _block;
    private readonly Grouping _grouping;
    private readonly Value[] _slots;
    private readonly Dictionary<Value, Group> _groups = [];

    private readonly GroupWindow? _window;

    /// <param name="slots">The slots outside the groups: those of the statements around the block.</param>
    /// <param name="window">Which groups are wanted; null for all.</param>
    public GroupAccumulation(Block block, Value[] slots, GroupWindow? window = null)
    {
        _block = block;
        _window = window;
        _grouping = block.Grouping ?? throw new InvalidOperationException("The statement does not aggregate.");
        _slots = slots;

        // Without GROUP BY there is one group, even over no rows.
        if (_grouping.Keys.Count == 0) NewGroup(Value.Undefined, []);
    }

    public override void Add(in Row row)
    {
        var slots = row.Slots;
        if (FindGroup(slots) is not { } group) return;
        for (var i = 0; i < group.Aggregates.Length; i++)
        {
            group.Aggregates[i].Add(_grouping.Aggregates[i].Argument(slots));
        }
    }

    /// <summary>In the order of ORDER BY, else of the groups' first rows.</summary>
    public override IEnumerable<Value> Finish()
    {
        var rows = _groups.Values.Select(Slots);
        if (_grouping.Keys.Count > 0 && _block.OrderBy.Length > 0) rows = Sorting.Sort(rows, _block.OrderBy);
        var results = rows.Select(slots => _block.Projection(slots)).Where(v => !v.IsUndefined);
        return _block.IsDistinct ? results.Distinct() : results;
    }

    /// <summary>The groups of the window in the order of their keys, each with its result, which may be undefined.</summary>
    public IEnumerable<(Value Result, Value[] Keys)> FinishWindow() =>
        _window!.Cut(_groups.Values, group => group.Keys).Select(group => (_block.Projection(Slots(group)), group.Keys));

    /// <summary>Null for a group that is not wanted.</summary>
    private Group? FindGroup(Value[] slots)
    {
        switch (_grouping.Keys)
        {
            case []:
                return _groups[Value.Undefined];
            case [var only]:
                var key = only.Evaluate(slots);
                if (_groups.TryGetValue(key, out var found)) return found;
                if (_window?.Admits([key]) == false) return null;
                return NewGroup(key.Detach(), [key.Detach()]);
            default:
                var keys = _grouping.Keys.Select(k => k.Evaluate(slots)).ToArray();
                if (_groups.TryGetValue(Value.Of(keys), out var group)) return group;
                if (_window?.Admits(keys) == false) return null;
                for (var i = 0; i < keys.Length; i++) keys[i] = keys[i].Detach();
                return NewGroup(Value.Of(keys), keys);
        }
    }

    private Group NewGroup(Value key, Value[] keys)
    {
        var group = new Group(keys, [.. _grouping.Aggregates.Select(a => Aggregate.Of(a.Kind))]);
        if (_window?.IsOverfull(_groups.Count) == true) DropLast();
        _groups.Add(key, group);
        return group;
    }

    private void DropLast()
    {
        var kept = _window!.Cut(_groups, group => group.Value.Keys);
        _groups.Clear();
        foreach (var (key, group) in kept) _groups.Add(key, group);
    }

    private Value[] Slots(Group group)
    {
        Value[] slots = [.. _slots];
        for (var i = 0; i < group.Keys.Length; i++) slots[_grouping.Keys[i].Slot] = group.Keys[i];
        for (var i = 0; i < group.Aggregates.Length; i++) slots[_grouping.Aggregates[i].Slot] = group.Aggregates[i].Result;
        return slots;
    }

    private sealed record Group(Value[] Keys, Aggregate[] Aggregates);
}
