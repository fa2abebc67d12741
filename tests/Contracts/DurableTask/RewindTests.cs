using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>A failed instance goes on from before its failure.</summary>
public sealed class RewindTests
{
    [Fact(Timeout = Deadline.OfATest)]
    public async Task Failed_activities_run_again_and_completed_ones_do_not()
    {
        HashSet<int> broken = [2, 3];
        List<int> calls = [];
        await using var hub = await new TaskHub()
            .Orchestrator<object?, int[]>("FanOut", (context, _) =>
                Task.WhenAll(Enumerable.Range(1, 4).Select(i => context.CallActivityAsync<int>("Work", i))))
            .Activity<int, int>("Work", number =>
            {
                lock (calls) calls.Add(number);
                return broken.Contains(number) ? throw new IOException("broken") : number;
            })
            .StartAsync();

        var failed = await hub.RunAsync("FanOut");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        broken.Clear();
        await hub.Client.RewindInstanceAsync(failed.InstanceId, "repaired");
        var done = await hub.Client.WaitForInstanceCompletionAsync(failed.InstanceId, true);
        Assert.Equal([1, 2, 3, 4], done.ReadOutputAs<int[]>()!);
        Assert.Null(done.FailureDetails);
        Assert.Equal([1, 2, 2, 3, 3, 4], calls.Order());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_failure_that_was_dealt_with_stays()
    {
        var (first, second, repaired) = (0, 0, false);
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("TwoSteps", async (context, _) =>
            {
                try
                {
                    await context.CallActivityAsync("First");
                }
                catch (TaskFailedException)
                {
                    return await context.CallActivityAsync<string>("Second");
                }

                return "none";
            })
            .Activity<object?, string>("First", _ => throw new IOException($"{++first}"))
            .Activity<object?, string>("Second", _ => ++second > 0 && repaired ? "done" : throw new IOException("broken"))
            .StartAsync();

        var failed = await hub.RunAsync("TwoSteps");
        repaired = true;
        await hub.Client.RewindInstanceAsync(failed.InstanceId, "repaired");
        Assert.Equal("done", (await hub.Client.WaitForInstanceCompletionAsync(failed.InstanceId, true)).ReadOutputAs<string>());
        Assert.Equal((1, 2), (first, second));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_failed_sub_orchestration_is_rewound_with_its_parent()
    {
        var repaired = false;
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Outer", (context, _) => context.CallSubOrchestratorAsync<string>("Inner"))
            .Orchestrator<object?, string>("Inner", (context, _) => context.CallActivityAsync<string>("Work"))
            .Activity<object?, string>("Work", _ => repaired ? "done" : throw new IOException("broken"))
            .StartAsync();

        var failed = await hub.RunAsync("Outer");
        repaired = true;
        await hub.Client.RewindInstanceAsync(failed.InstanceId, "repaired");
        Assert.Equal("done", (await hub.Client.WaitForInstanceCompletionAsync(failed.InstanceId, true)).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Only_what_has_failed_can_be_rewound()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Quick", (_, _) => Task.FromResult("quick"))
            .StartAsync();

        var done = await hub.RunAsync("Quick");
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RewindInstanceAsync(done.InstanceId, "why not"));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RewindInstanceAsync("nobody", "why not"));
    }
}
