using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>Where an instance's result goes: a step of one execution of its parent.</summary>
internal sealed record ParentStep(long Number, int Generation, int Task, string Name, string Id);

/// <summary>An instance as it is stored. Generation counts how often it has started over.</summary>
internal sealed record InstanceRow(long Number, string Id, string Name, string Version)
{
    public int Generation { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? Failure { get; init; }

    public string? CustomStatus { get; init; }

    public string? Tags { get; init; }

    public DateTime Created { get; init; }

    public DateTime Updated { get; init; }

    public DateTime? StartAt { get; init; }

    public ParentStep? Parent { get; init; }

    public static string? Write(IEnumerable<KeyValuePair<string, string>>? tags) =>
        tags is null || !tags.Any() ? null : JsonSerializer.Serialize(tags.ToDictionary());

    public bool IsFinished => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
