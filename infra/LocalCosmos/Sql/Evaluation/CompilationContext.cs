using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>What the compilation of one statement shares: its parameters, its clock, and the slots handed out so far.</summary>
internal sealed class CompilationContext(IReadOnlyDictionary<string, Value> parameters, DateTimeOffset now)
{
    /// <summary>The document stands in the first slot.</summary>
    public const int DocumentSlot = 0;

    public IReadOnlyDictionary<string, Value> Parameters { get; } = parameters;

    /// <summary>One instant for the whole statement.</summary>
    public DateTimeOffset Now { get; } = now.ToUniversalTime();

    /// <summary>The container's vector policy, from path to distance function.</summary>
    public IReadOnlyDictionary<string, string> DistanceFunctions { get; init; } = new Dictionary<string, string>();

    public int SlotCount { get; private set; } = DocumentSlot + 1;

    public int NewSlot() => SlotCount++;

    /// <summary>The same, for a statement with slots of its own.</summary>
    public CompilationContext ForStatement() => new(Parameters, Now) { DistanceFunctions = DistanceFunctions };
}
