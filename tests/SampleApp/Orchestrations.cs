using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Serverless.SampleApp;

public sealed record Step(int Number, int Add);

public sealed record Trace(string Instance, string Stamp, bool SameVisit, string? Orchestrator = null);

/// <summary>One orchestrator for each pattern.</summary>
public static partial class Orchestrations
{
    private static readonly TaskOptions Thrice = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(10)));

    [Function("Sequence")]
    public static async Task<int> SequenceAsync([OrchestrationTrigger] TaskOrchestrationContext context, int start)
    {
        var log = context.CreateReplaySafeLogger("Sequence");
        var number = start;
        for (var i = 1; i <= 3; i++)
        {
            number = await context.CallActivityAsync<int>("Add", new Step(number, i));
            StepDone(log, i);
        }
        return number;
    }

    [Function("FanOut")]
    public static async Task<int> FanOutAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var count = context.GetInput<int>();
        var numbers = await Task.WhenAll(Enumerable.Range(0, count).Select(i => context.CallActivityAsync<int>("Add", new Step(i, 1))));
        return numbers.Sum();
    }

    /// <summary>Waits for a decision, but not for ever. The input is the time to wait in milliseconds.</summary>
    [Function("Approval")]
    public static async Task<string> ApprovalAsync([OrchestrationTrigger] TaskOrchestrationContext context, int patience)
    {
        context.SetCustomStatus("waiting");
        using var decided = new CancellationTokenSource();
        var decision = context.WaitForExternalEvent<string>("decision");
        var late = context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(patience), decided.Token);
        if (await Task.WhenAny(decision, late) == late)
            return "late";
        decided.Cancel();
        context.SetCustomStatus("decided");
        return await decision;
    }

    [Function("Family")]
    public static async Task<int[]> FamilyAsync([OrchestrationTrigger] TaskOrchestrationContext context, int[] starts) =>
        await Task.WhenAll(starts.Select((start, i) => context.CallSubOrchestratorAsync<int>(
            "Sequence", start, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-{i}"))));

    [Function("Retried")]
    public static Task<int> RetriedAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>("FailTwice", context.InstanceId, Thrice);

    [Function("Fragile")]
    public static Task<int> FragileAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>("FailTwice", context.InstanceId);

    /// <summary>Holds in the middle of a sequence and of a fan-out, in a process that is set up to hold.</summary>
    [Function("Held")]
    public static async Task<int> HeldAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await context.CallActivityAsync<int>("Add", new Step(0, 1));
        var second = await Task.WhenAll(
            context.CallActivityAsync<int>("Add", new Step(first, 10)),
            context.CallActivityAsync<int>("Hold", first),
            context.CallSubOrchestratorAsync<int>("Sequence", first));
        return second.Sum();
    }

    [Function("Traced")]
    public static async Task<Trace> TracedAsync([OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function)
    {
        var trace = await context.CallActivityAsync<Trace>("Inspect");
        return trace with { Orchestrator = context.GetFunctionContext() == function ? function.FunctionDefinition.Name : null };
    }

    [Function("Patient")]
    public static Task<string> PatientAsync([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("WaitForStop");

    [LoggerMessage(1, LogLevel.Information, "Step {Step} is done")]
    private static partial void StepDone(ILogger log, int step);
}
