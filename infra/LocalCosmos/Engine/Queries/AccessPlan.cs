namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>What of the order that a statement asks for its walk already gives.</summary>
internal enum WalkOrder
{
    None,

    /// <summary>Items come by the first value of ORDER BY; those with the same one are yet to be sorted.</summary>
    First,

    Whole,
}

/// <summary>How a statement finds its items, and what the choice was made from.</summary>
/// <param name="Considered">Every path that could serve, with the number of items it would load.</param>
internal sealed record AccessPlan(AccessPath Path, WalkOrder Order, IReadOnlyList<ConsideredPath> Considered)
{
    public bool IsOrdered => Order == WalkOrder.Whole;

    public override string ToString()
    {
        var order = Order switch
        {
            WalkOrder.Whole => ", in order",
            WalkOrder.First => ", in order of the first value",
            _ => "",
        };
        var others = string.Join(", ", Considered.Select(c => c.ToString()));
        return $"{Path.Name}{order} (considered: {others})";
    }
}

/// <param name="Items">Exact below the limit to which the planner counts.</param>
internal readonly record struct ConsideredPath(string Name, long Items)
{
    public override string ToString() =>
        Items >= AccessPlanner.CountLimit ? $"{Name}: {AccessPlanner.CountLimit} items or more" : $"{Name}: {Items} items";
}
