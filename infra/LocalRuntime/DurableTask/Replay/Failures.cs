using System.Text.Json;
using Microsoft.DurableTask;

namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>Failure details as text.</summary>
internal static class Failures
{
    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(failure);

    public static TaskFailureDetails Read(string text) => JsonSerializer.Deserialize<TaskFailureDetails>(text)
        ?? throw new InvalidDataException("A stored failure is empty.");
}
