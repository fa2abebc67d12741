using Microsoft.DurableTask;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>Compares what an orchestrator asked for in a turn with what its history says of that turn.</summary>
internal static class NonDeterminism
{
    /// <summary>The name that the real engine's exception has, for whoever looks at error types.</summary>
    private const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    public static TaskFailureDetails? Find(string name, IReadOnlyList<HistoryEvent> recorded, IReadOnlyList<HistoryEvent> asked)
    {
        for (var i = 0; i < Math.Max(recorded.Count, asked.Count); i++)
        {
            var was = i < recorded.Count ? recorded[i] : null;
            var isNow = i < asked.Count ? asked[i] : null;
            if (was is not null && isNow is not null && Same(was, isNow)) continue;
            var step = (was ?? isNow!).Task;
            return Failure(
                $"Orchestration '{name}' is not deterministic: step {step} was {was?.Describe() ?? "nothing"} in its history, "
                + $"and is {isNow?.Describe() ?? "nothing"} on replay. Its code was changed while the instance ran, or it depends on "
                + "the time, random values or state from outside its context.");
        }

        return null;
    }

    public static TaskFailureDetails NotDurable(string name) => Failure(
        $"Orchestration '{name}' awaited something other than a task of its context, or used its context from another thread.");

    private static bool Same(HistoryEvent was, HistoryEvent now) =>
        was.Kind == now.Kind && was.Task == now.Task && string.Equals(was.Name, now.Name, StringComparison.OrdinalIgnoreCase);

    private static TaskFailureDetails Failure(string message) => new(ErrorType, message, StackTrace: null, InnerFailure: null, Properties: null);
}
