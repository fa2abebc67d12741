namespace Serverless.Functions.Orchestrations.Erasure.Reconciling;

/// <summary>How far a look at all who were erased is. A wire contract: an orchestration that is under way reads what an older one wrote.</summary>
/// <param name="By">Who has started it, in whose name it erases.</param>
/// <param name="Continuation">Of the ledger; null at its beginning.</param>
public sealed record ReconcileCheckpoint(string TenantId, string By, string? Continuation, ReconcileFigures Figures);

/// <summary>What is seen of it; its numbers only grow.</summary>
/// <param name="Looked">Erased subjects that were looked for.</param>
/// <param name="Found">Those of whom there was something again.</param>
/// <param name="Left">Of those, how many could not be erased wholly: look again.</param>
public sealed record ReconcileFigures(int Looked, int Found, int Left)
{
    public static ReconcileFigures None { get; } = new(0, 0, 0);
}
