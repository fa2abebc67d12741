using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>How much the engine does at once, and how much it keeps in memory.</summary>
internal sealed record DurableTaskOptions
{
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    public int MaxConcurrentOrchestrations { get; init; } = 100;

    /// <summary>Executions kept in memory between their turns; the others are replayed from their histories when they go on.</summary>
    public int MaxCachedSessions { get; init; } = 2_000;

    /// <summary>The version of an orchestration that is started without one.</summary>
    public string DefaultVersion { get; init; } = string.Empty;

    public DataConverter Converter { get; init; } = JsonDataConverter.Default;
}
