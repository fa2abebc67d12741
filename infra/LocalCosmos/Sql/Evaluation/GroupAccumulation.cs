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

    /// <param name="slots">The slots outside the groups: those of the statements around the block.</param>
    public GroupAccumulation(Block block, Value[] slots)
    {
        _block = block;
        _grouping = block.Grouping ?? throw new InvalidOperationException("The statement does not aggregate.");
        _slots = slots;

        // Without GROUP BY there is one group, even over no rows.
        if (_grouping.Keys.Count == 0) NewGroup(Value.Undefined, []);
    }

    public override void Add(in Row row)
    {
        var slots = row.Slots;
        var group = FindGroup(slots);
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

    private Group FindGroup(Value[] slots)
    {
        switch (_grouping.Keys)
        {
            case []:
                return _groups[Value.Undefined];
            case [var only]:
                var key = only.Evaluate(slots);
                return _groups.TryGetValue(key, out var found) ? found : NewGroup(key.Detach(), [key.Detach()]);
            default:
                var keys = _grouping.Keys.Select(k => k.Evaluate(slots)).ToArray();
                if (_groups.TryGetValue(Value.Of(keys), out var group)) return group;
                for (var i = 0; i < keys.Length; i++) keys[i] = keys[i].Detach();
                return NewGroup(Value.Of(keys), keys);
        }
    }

    private Group NewGroup(Value key, Value[] keys)
    {
        var group = new Group(keys, [.. _grouping.Aggregates.Select(a => Aggregate.Of(a.Kind))]);
        _groups.Add(key, group);
        return group;
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
