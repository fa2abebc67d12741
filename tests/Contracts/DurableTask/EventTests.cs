using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>Events from outside, and from one orchestration to another.</summary>
public sealed class EventTests
{
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
    public async Task Events_that_nobody_took_go_over_to_the_next_execution()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<string, string>("Collect", async (context, soFar) =>
            {
                var next = soFar + await context.WaitForExternalEvent<string>("item");
                if (next.Length < 3) context.ContinueAsNew(next);
                return next;
            })
            .StartAsync();

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Collect", "");
        await Task.WhenAll(hub.Client.RaiseEventAsync(id, "item", "x"), hub.Client.RaiseEventAsync(id, "item", "x"), hub.Client.RaiseEventAsync(id, "item", "x"));
        Assert.Equal("xxx", (await hub.Client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_event_goes_to_the_latest_wait_for_it()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Stack", async (context, _) =>
            {
                var first = context.WaitForExternalEvent<string>("go");
                var second = context.WaitForExternalEvent<string>("GO");
                return await Task.WhenAny(first, second) == first ? "first" : "second";
            })
            .StartAsync();

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Stack");
        await hub.Client.WaitForInstanceStartAsync(id);
        await hub.Client.RaiseEventAsync(id, "Go", "x");
        Assert.Equal("second", (await hub.Client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Waiting_for_an_event_can_time_out()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<int, string>("Patient", async (context, milliseconds) =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("go", TimeSpan.FromMilliseconds(milliseconds));
                }
                catch (TaskCanceledException)
                {
                    return "late";
                }
            })
            .StartAsync();

        Assert.Equal("late", (await hub.RunAsync("Patient", 20)).ReadOutputAs<string>());
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Patient", 3_600_000);
        await hub.Client.RaiseEventAsync(id, "go", "in time");
        Assert.Equal("in time", (await hub.Client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task One_orchestration_sends_an_event_to_another()
    {
        await using var hub = await new TaskHub()
            .Orchestrator<object?, string>("Receiver", (context, _) => context.WaitForExternalEvent<string>("letter"))
            .Orchestrator<string, string>("Sender", (context, to) =>
            {
                context.SendEvent(to, "letter", "from " + context.InstanceId);
                return Task.FromResult("sent");
            })
            .StartAsync();

        var receiver = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Receiver");
        var sender = await hub.RunAsync("Sender", receiver);
        var received = await hub.Client.WaitForInstanceCompletionAsync(receiver, true);
        Assert.Equal("from " + sender.InstanceId, received.ReadOutputAs<string>());
    }
}
