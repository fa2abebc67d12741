using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.Unit.DurableTask;

/// <summary>A random workflow that has failed comes, rewound after the repair, to the result it would have had.</summary>
public sealed class RewindTests
{
    private const int Workflows = 60;

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_rewound_workflow_ends_as_if_nothing_had_been_broken()
    {
        var rewound = 0;
        foreach (var workflow in Workflow.BrokenGenerator.Sample(Workflows, 25))
        {
            var repaired = false;
            await using DurableTaskEngine engine = new(
                null, WorkflowTasks.Register([], () => Volatile.Read(ref repaired)), new DurableTaskOptions(), TimeProvider.System, NullLoggerFactory.Instance);
            await engine.StartAsync();
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Child", workflow);
            var done = await EndAsync(engine.Client, id);
            if (done.RuntimeStatus == OrchestrationRuntimeStatus.Failed)
            {
                rewound++;
                Volatile.Write(ref repaired, true);
                await engine.Client.RewindInstanceAsync(id, "repaired");
                done = await EndAsync(engine.Client, id);
            }

            Assert.True(
                done.RuntimeStatus == OrchestrationRuntimeStatus.Completed && done.ReadOutputAs<string>() == workflow.Result(),
                $"{done.RuntimeStatus} {done.SerializedOutput} {done.FailureDetails} instead of {workflow.Result()}.");
        }

        Assert.InRange(rewound, Workflows / 10, Workflows);
    }

    private static Task<OrchestrationMetadata> EndAsync(DurableTaskClient client, string id) =>
        client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Deadline.Patience);
}
