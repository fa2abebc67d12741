namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>How a statement finds its items, and what the choice was made from.</summary>
/// <param name="IsOrdered">True when the walk already gives the order that the statement asks for.</param>
/// <param name="Considered">Every path that could serve, with the number of items it would load.</param>
internal sealed record AccessPlan(AccessPath Path, bool IsOrdered, IReadOnlyList<ConsideredPath> Considered)
{
    public override string ToString()
    {
        var others = string.Join(", ", Considered.Select(c => c.ToString()));
        return $"{Path.Name}{(IsOrdered ? ", in order" : "")} (considered: {others})";
    }
}

/// <param name="Items">Exact below the limit to which the planner counts.</param>
internal readonly record struct ConsideredPath(string Name, long Items)
{
    public override string ToString() =>
        Items >= AccessPlanner.CountLimit ? $"{Name}: {AccessPlanner.CountLimit} items or more" : $"{Name}: {Items} items";
}
