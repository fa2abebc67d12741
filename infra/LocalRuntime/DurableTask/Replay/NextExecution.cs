namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>What an orchestration that starts over begins with.</summary>
internal sealed record NextExecution(string? Input, string? Version, bool PreservesEvents);
