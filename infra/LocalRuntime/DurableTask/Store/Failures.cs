using System.Text.Json;
using Microsoft.DurableTask;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>Failure details as text.</summary>
internal static class Failures
{
    private const string NoOrchestrator = "OrchestratorTaskNotFound";
    private const string NoActivity = "ActivityTaskNotFound";

    public static TaskFailureDetails OrchestratorNotFound(string name) => new(NoOrchestrator, $"No orchestrator task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails ActivityNotFound(string name) => new(NoActivity, $"No activity task named '{name}' was found.", null, null, null);

    /// <summary>Another attempt finds no more than the first.</summary>
    public static bool IsFinal(TaskFailureDetails failure) => failure.ErrorType is NoOrchestrator or NoActivity;

    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(failure);

    public static TaskFailureDetails Read(string text) => JsonSerializer.Deserialize<TaskFailureDetails>(text)
        ?? throw new InvalidDataException("A stored failure is empty.");
}
