using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>Starting, steering and removing instances.</summary>
public sealed class ManagementTests
{
    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_suspended_instance_goes_on_when_it_is_resumed()
    {
        await using var hub = await ListenerAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await hub.Client.SuspendInstanceAsync(id, "pause");
        await hub.Client.RaiseEventAsync(id, "go", "kept");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);

        await hub.Client.ResumeInstanceAsync(id);
        Assert.Equal("kept", (await hub.Client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_terminated_instance_ends_with_the_output_it_is_given()
    {
        await using var hub = await ListenerAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen");
        await hub.Client.TerminateInstanceAsync(id, "enough");
        var ended = await hub.Client.WaitForInstanceCompletionAsync(id, true);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
    }

    [Theory(Timeout = Deadline.OfATest)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_termination_takes_the_children_when_it_is_recursive(bool recursive)
    {
        await using var hub = await ListenerAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Nest", 3, new StartOrchestrationOptions("nest-3"));
        await Deadline.UntilAsync("the innermost instance runs", async () =>
            await hub.Client.GetInstanceAsync("nest-1") is { RuntimeStatus: OrchestrationRuntimeStatus.Running });

        await hub.Client.TerminateInstanceAsync("nest-3", new TerminateInstanceOptions(Recursive: recursive));
        await hub.Client.WaitForInstanceCompletionAsync("nest-3");
        if (!recursive) await hub.Client.RaiseEventAsync("nest-1", "go", "on");
        var inner = await hub.Client.WaitForInstanceCompletionAsync("nest-1");
        Assert.Equal(recursive ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Completed, inner.RuntimeStatus);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task What_comes_too_late_or_for_nobody_is_dropped()
    {
        await using var hub = await ListenerAsync();
        var done = await hub.RunAsync("Quick");
        foreach (var id in (string[])[done.InstanceId, "nobody"])
        {
            await hub.Client.RaiseEventAsync(id, "go", "late");
            await hub.Client.SuspendInstanceAsync(id);
            await hub.Client.ResumeInstanceAsync(id);
            await hub.Client.TerminateInstanceAsync(id);
        }

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.GetInstanceAsync(done.InstanceId))!.RuntimeStatus);
        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.WaitForInstanceStartAsync("nobody"));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_id_is_taken_while_its_instance_runs_and_free_afterwards()
    {
        await using var hub = await ListenerAsync();
        StartOrchestrationOptions options = new("one");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen", null, options);
        await Assert.ThrowsAnyAsync<Exception>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen", null, options));

        await hub.Client.RaiseEventAsync("one", "go", "first");
        await hub.Client.WaitForInstanceCompletionAsync("one");
        await Assert.ThrowsAnyAsync<Exception>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Listen", null, options.WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
        Assert.Equal("quick", (await hub.RunAsync("Quick", options: options)).ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_running_instance_is_replaced_where_its_status_is_not_to_be_kept()
    {
        await using var hub = await ListenerAsync();
        StartOrchestrationOptions options = new("one");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen", null, options);
        await hub.Client.WaitForInstanceStartAsync("one");
        var second = await hub.RunAsync("Quick", options: options.WithDedupeStatuses(OrchestrationRuntimeStatus.Completed));
        Assert.Equal("quick", second.ReadOutputAs<string>());
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_start_can_be_put_off()
    {
        await using var hub = await ListenerAsync();
        var later = TimeProvider.System.GetUtcNow().AddMilliseconds(300);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Quick", new StartOrchestrationOptions { StartAt = later });
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);
        var done = await hub.Client.WaitForInstanceCompletionAsync(id);
        Assert.True(done.LastUpdatedAt >= later, $"{done.LastUpdatedAt:O} is before {later:O}.");
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task An_ended_instance_is_started_again_with_its_input()
    {
        await using var hub = await ListenerAsync();
        var first = await hub.RunAsync("Echo", "again");
        Assert.Equal(first.InstanceId, await hub.Client.RestartAsync(first.InstanceId));
        Assert.Equal("again", (await hub.Client.WaitForInstanceCompletionAsync(first.InstanceId, true)).ReadOutputAs<string>());

        var copy = await hub.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: true);
        Assert.NotEqual(first.InstanceId, copy);
        Assert.Equal("again", (await hub.Client.WaitForInstanceCompletionAsync(copy, true)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("nobody"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("busy"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RestartAsync("busy"));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Tags_stay_with_their_instance()
    {
        await using var hub = await ListenerAsync();
        var done = await hub.RunAsync("Quick", options: new() { Tags = new Dictionary<string, string> { ["team"] = "blue" } });
        Assert.Equal("blue", done.Tags["team"]);

        var parent = await hub.RunAsync("Tagging", options: new StartOrchestrationOptions("parent"));
        Assert.Empty(parent.Tags);
        Assert.Equal("red", (await hub.Client.GetInstanceAsync("tagged"))!.Tags["team"]);
    }

    private static Task<TaskHub> ListenerAsync() => new TaskHub()
        .Orchestrator<object?, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("go"))
        .Orchestrator<object?, string>("Quick", (_, _) => Task.FromResult("quick"))
        .Orchestrator<string, string>("Echo", (_, text) => Task.FromResult(text))
        .Orchestrator<object?, string>("Tagging", (context, _) => context.CallSubOrchestratorAsync<string>(
            "Quick", options: new TaskOptions(tags: new Dictionary<string, string> { ["team"] = "red" }).WithInstanceId("tagged")))
        .Orchestrator<int, string>("Nest", (context, depth) => depth == 1
            ? context.WaitForExternalEvent<string>("go")
            : context.CallSubOrchestratorAsync<string>("Nest", depth - 1, new SubOrchestrationOptions(instanceId: $"nest-{depth - 1}")))
        .StartAsync();
}
