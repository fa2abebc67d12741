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

        var done = await hub.RunAsync("Greet", "Ada");
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

        Assert.Equal(10_100, (await hub.RunAsync("Sum", 100)).ReadOutputAs<int>());
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

        Assert.True((await hub.RunAsync("Wait")).ReadOutputAs<bool>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_sub_orchestration_answers_its_parent()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<int, int>("Factorial", async (context, number) =>
                number <= 1 ? 1 : number * await context.CallSubOrchestratorAsync<int>("Factorial", number - 1))
            .StartAsync();

        Assert.Equal(720, (await hub.RunAsync("Factorial", 6)).ReadOutputAs<int>());
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

        var done = await hub.RunAsync("Count", 1);
        Assert.Equal(10, done.ReadOutputAs<int>());
        Assert.Equal(10, done.ReadInputAs<int>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task The_first_of_two_wins_and_the_timer_is_cancelled()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Race", async (context, _) =>
            {
                using CancellationTokenSource stop = new();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), stop.Token);
                var work = context.CallActivityAsync<string>("Work");
                var first = await Task.WhenAny(timer, work);
#pragma warning disable CA1849, MA0042 // A cancellation must be finished on the thread of the turn.
                stop.Cancel();
#pragma warning restore CA1849, MA0042
                return first == work ? await work : "timer";
            })
            .Activity<object?, string>("Work", _ => "work")
            .StartAsync();

        Assert.Equal("work", (await hub.RunAsync("Race")).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_orchestration_knows_itself_and_its_parent()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Outer", (context, _) =>
                context.CallSubOrchestratorAsync<string>("Inner", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")))
            .Orchestrator<object?, string>("Inner", (context, _) =>
                Task.FromResult($"{context.Name} {context.InstanceId} of {context.Parent!.Name.Name} {context.Parent.InstanceId}"))
            .StartAsync();

        var done = await hub.RunAsync("Outer", options: new StartOrchestrationOptions("family"));
        Assert.Equal("Inner family-child of Outer family", done.ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Ids_are_new_each_time_and_the_same_on_replay()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, Guid[]>("Ids", async (context, _) =>
            {
                var first = context.NewGuid();
                var echoed = await context.CallActivityAsync<Guid>("Echo", first);
                return [first, echoed, context.NewGuid()];
            })
            .Activity<Guid, Guid>("Echo", id => id)
            .StartAsync();

        var ids = (await hub.RunAsync("Ids")).ReadOutputAs<Guid[]>()!;
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task The_custom_status_is_seen_while_it_runs()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, bool>("Progress", async (context, _) =>
            {
                context.SetCustomStatus(new { Done = 40 });
                return await context.WaitForExternalEvent<bool>("end");
            })
            .StartAsync();

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Progress");
        var running = await hub.Client.WaitForInstanceStartAsync(id, getInputsAndOutputs: true);
        Assert.Equal("""{"Done":40}""", running.SerializedCustomStatus);
        Assert.True(running.IsRunning);
        await hub.Client.RaiseEventAsync(id, "end", true);
        Assert.Equal("""{"Done":40}""", (await hub.Client.WaitForInstanceCompletionAsync(id, true)).SerializedCustomStatus);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Each_version_has_its_own_orchestrator()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Versioned", (context, _) => Task.FromResult("one " + context.Version), "1.0")
            .Orchestrator<object?, string>("Versioned", (context, _) => Task.FromResult("two " + context.Version), "2.0")
            .Orchestrator<object?, string>("Plain", (context, _) => Task.FromResult($"{context.Version} {Math.Sign(context.CompareVersionTo("2.10"))}"))
            .Orchestrator<object?, string>("Caller", (context, _) =>
                context.CallSubOrchestratorAsync<string>("Versioned", options: new SubOrchestrationOptions { Version = "2.0" }))
            .StartAsync();

        Assert.Equal("two 2.0", (await hub.RunAsync("Versioned", options: new() { Version = "2.0" })).ReadOutputAs<string>());
        Assert.Equal("one 1.0", (await hub.RunAsync("Versioned", options: new() { Version = "1.0" })).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await hub.RunAsync("Versioned", options: new() { Version = "3.0" })).RuntimeStatus);
        Assert.Equal("2.9 -1", (await hub.RunAsync("Plain", options: new() { Version = "2.9" })).ReadOutputAs<string>());
        Assert.Equal("two 2.0", (await hub.RunAsync("Caller")).ReadOutputAs<string>());
    }
}
