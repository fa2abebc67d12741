using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.Unit.DurableTask;

/// <summary>What random workflows are made of.</summary>
internal static class WorkflowTasks
{
    /// <param name="attempts">Outside the engine, as a service that activities call would be.</param>
    public static DurableTaskRegistrations Register(ConcurrentDictionary<int, int> attempts, Func<bool>? isRepaired = null) =>
        new DurableTaskRegistrations()
            .AddOrchestrator("Workflow", () => FuncTaskOrchestrator.Create<Rounds, string>(Workflow.RunAsync))
            .AddOrchestrator("Child", () => FuncTaskOrchestrator.Create<Workflow, string>((context, workflow) => workflow.RunAsync(context)))
            .AddOrchestrator("FailingChild", () => FuncTaskOrchestrator.Create<int, string>((context, value) => throw new InvalidOperationException(Workflow.Text(value))))
            .AddActivity("Echo", () => FuncTaskActivity.Create<int, string>((_, value) => Task.FromResult(Workflow.Text(value))))
            .AddActivity("Fail", () => FuncTaskActivity.Create<int, string>((_, value) => throw new InvalidOperationException(Workflow.Text(value))))
            .AddActivity("Broken", () => FuncTaskActivity.Create<int, string>((_, value) =>
                isRepaired?.Invoke() == true ? Task.FromResult(Workflow.Text(value)) : throw new InvalidOperationException("broken")))
            .AddActivity("Flaky", () => FuncTaskActivity.Create<int, string>((_, value) =>
                attempts.AddOrUpdate(value, 1, (_, count) => count + 1) < Workflow.Attempts
                    ? throw new IOException("busy") : Task.FromResult(Workflow.Text(value))));
}
