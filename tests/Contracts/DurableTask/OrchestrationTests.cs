using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>What an orchestrator can ask for.</summary>
public sealed class OrchestrationTests
{
    [Fact(Timeout = Deadline.OfATest)]
    public async Task Activities_run_one_after_the_other()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<string, string>("Greet", async (context, name) =>
                await context.CallActivityAsync<string>("Hello", name) + await context.CallActivityAsync<string>("Hello", name + "!"))
            .Activity<string, string>("Hello", name => $"Hello {name}.")
            .StartAsync();

        var done = await RunAsync(hub, "Greet", "Ada");
        Assert.Equal("Hello Ada.Hello Ada!.", done.ReadOutputAs<string>());
        Assert.Equal("Ada", done.ReadInputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_fan_out_waits_for_all_its_activities()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<int, int>("Sum", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(1, count).Select(i => context.CallActivityAsync<int>("Double", i)))).Sum())
            .Activity<int, int>("Double", number => 2 * number)
            .StartAsync();

        Assert.Equal(10_100, (await RunAsync(hub, "Sum", 100)).ReadOutputAs<int>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_timer_lets_the_time_of_the_orchestration_pass()
    {
        var delay = TimeSpan.FromMilliseconds(50);
        await using var hub = await new TaskHub()
            .Orchestrator<object?, bool>("Wait", async (context, _) =>
            {
                var due = context.CurrentUtcDateTime + delay;
                await context.CreateTimer(delay, CancellationToken.None);
                return context.CurrentUtcDateTime >= due;
            })
            .StartAsync();

        Assert.True((await RunAsync(hub, "Wait")).ReadOutputAs<bool>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_event_is_waited_for_or_kept_until_it_is()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Listen", async (context, _) =>
            {
                var first = await context.WaitForExternalEvent<string>("first");
                return first + await context.WaitForExternalEvent<string>("second");
            })
            .StartAsync();

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await hub.Client.RaiseEventAsync(id, "second", "b");
        await hub.Client.RaiseEventAsync(id, "first", "a");
        Assert.Equal("ab", (await hub.Client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_sub_orchestration_answers_its_parent()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<int, int>("Factorial", async (context, number) =>
                number <= 1 ? 1 : number * await context.CallSubOrchestratorAsync<int>("Factorial", number - 1))
            .StartAsync();

        Assert.Equal(720, (await RunAsync(hub, "Factorial", 6)).ReadOutputAs<int>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_orchestration_that_starts_over_gets_its_new_input()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<int, int>("Count", (context, number) =>
            {
                if (number < 10) context.ContinueAsNew(number + 1);
                return Task.FromResult(number);
            })
            .StartAsync();

        var done = await RunAsync(hub, "Count", 1);
        Assert.Equal(10, done.ReadOutputAs<int>());
        Assert.Equal(10, done.ReadInputAs<int>());
    }

    private static async Task<OrchestrationMetadata> RunAsync(TaskHub hub, string name, object? input = null)
    {
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        return await hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
    }
}
