namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>What one turn changes, written as one.</summary>
internal sealed record Turn(InstanceRow Before, InstanceRow After)
{
    /// <summary>Where its entries begin in the history.</summary>
    public required int Position { get; init; }

    public required IReadOnlyList<HistoryEvent> Entries { get; init; }

    /// <summary>What the orchestrator asked for.</summary>
    public required IReadOnlyList<HistoryEvent> Decisions { get; init; }

    /// <summary>Rows of the inbox that it has used up.</summary>
    public required IReadOnlyList<long> Taken { get; init; }

    public required DateTime At { get; init; }

    /// <summary>A termination that takes the children too.</summary>
    public HistoryEvent? ForChildren { get; init; }

    public bool StartsOver => After.Generation != Before.Generation;
}

/// <summary>What follows from a turn for other instances, stored with it.</summary>
internal sealed class TurnEffects
{
    public List<InstanceRow> Children { get; } = [];

    public List<(long Number, Message Message)> Messages { get; } = [];
}
