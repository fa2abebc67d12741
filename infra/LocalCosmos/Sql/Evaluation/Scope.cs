namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>The aliases that one SELECT brings, over those of the statements around it.</summary>
internal sealed class Scope
{
    private readonly List<(string Name, int Slot)> _aliases = [];

    public Scope(Scope? parent)
    {
        Parent = parent;
        Ungrouped = this;
    }

    public Scope? Parent { get; }

    /// <summary>Present where the rows are already grouped: in SELECT and ORDER BY of a statement that aggregates.</summary>
    public Grouping? Grouping { get; init; }

    /// <summary>The rows themselves: what the arguments of an aggregate refer to.</summary>
    public Scope Ungrouped { get; private init; }

    public bool IsEmpty => _aliases.Count == 0 && (Parent is null || Parent.IsEmpty);

    /// <summary>The last of this scope's sources that was referred to since it was last set; -1 for none.</summary>
    public int DeepestUse { get; set; } = -1;

    /// <summary>The same aliases, with the rows grouped.</summary>
    public Scope Grouped(Grouping grouping)
    {
        var grouped = new Scope(Parent) { Grouping = grouping, Ungrouped = this };
        grouped._aliases.AddRange(_aliases);
        return grouped;
    }

    /// <returns>False when the name is taken.</returns>
    public bool TryAdd(string name, int slot)
    {
        if (_aliases.Exists(a => a.Name == name)) return false;
        _aliases.Add((name, slot));
        return true;
    }

    /// <summary>A source that no name leads to still counts among the sources.</summary>
    public void AddUnnamed(int slot) => _aliases.Add(("", slot));

    public bool Declares(string name) => IndexOf(name) >= 0;

    public bool TryResolve(string name, out int slot, out Scope owner)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            var index = scope.IndexOf(name);
            if (index < 0) continue;
            scope.DeepestUse = Math.Max(scope.DeepestUse, index);
            slot = scope._aliases[index].Slot;
            owner = scope;
            return true;
        }

        slot = -1;
        owner = this;
        return false;
    }

    private int IndexOf(string name) => name.Length == 0 ? -1 : _aliases.FindIndex(a => a.Name == name);
}
