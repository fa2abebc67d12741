using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>Instances are found and purged by what they are.</summary>
public sealed class ListingTests
{
    [Fact(Timeout = Deadline.OfATest)]
    public async Task Instances_are_listed_by_pages()
    {
        await using var hub = await StartAsync();
        for (var i = 0; i < 7; i++) await hub.RunAsync("Quick", i, new StartOrchestrationOptions($"q-{i}"));

        List<Page<OrchestrationMetadata>> pages = [];
        await foreach (var page in hub.Client.GetAllInstancesAsync(new(PageSize: 3, FetchInputsAndOutputs: true)).AsPages()) pages.Add(page);
        Assert.Equal([3, 3, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 7), pages.SelectMany(page => page.Values).Select(found => found.ReadInputAs<int>()).Order());

        var rest = hub.Client.GetAllInstancesAsync(new(PageSize: 3, ContinuationToken: pages[0].ContinuationToken));
        Assert.Equal(4, await CountAsync(rest));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Instances_are_listed_by_status_time_and_id()
    {
        await using var hub = await StartAsync();
        await hub.RunAsync("Quick", options: new StartOrchestrationOptions("a-1"));
        var between = (await hub.Client.GetInstanceAsync("a-1"))!.CreatedAt.AddTicks(1);
        await hub.RunAsync("Fail", options: new StartOrchestrationOptions("a-2"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("b-1"));
        await hub.Client.WaitForInstanceStartAsync("b-1");

        Assert.Equal(["a-1", "a-2"], await IdsAsync(hub, new(InstanceIdPrefix: "a-")));
        Assert.Equal(["a-2", "b-1"], await IdsAsync(hub, new(CreatedFrom: between)));
        Assert.Equal(["a-1"], await IdsAsync(hub, new(CreatedTo: between)));
        Assert.Equal(
            ["a-2", "b-1"], await IdsAsync(hub, new(Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Running])));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Ended_instances_are_purged()
    {
        await using var hub = await StartAsync();
        var done = await hub.RunAsync("Quick");
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync(done.InstanceId)).PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync(done.InstanceId));
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync(done.InstanceId)).PurgedInstanceCount);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("busy"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.PurgeInstanceAsync("busy"));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Instances_are_purged_by_what_they_are()
    {
        await using var hub = await StartAsync();
        for (var i = 0; i < 3; i++) await hub.RunAsync("Quick");
        await hub.RunAsync("Fail");
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Listen", new StartOrchestrationOptions("busy"));

        var purged = await hub.Client.PurgeAllInstancesAsync(new(Statuses: [OrchestrationRuntimeStatus.Completed]));
        Assert.Equal(3, purged.PurgedInstanceCount);
        Assert.Equal(1, (await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount);
        Assert.Equal(["busy"], await IdsAsync(hub, new()));
    }

    [Theory(Timeout = Deadline.OfATest)]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task Children_are_purged_with_their_parent_on_demand(bool recursive, int count)
    {
        await using var hub = await StartAsync();
        var done = await hub.RunAsync("Nest", 3);
        Assert.Equal(count, (await hub.Client.PurgeInstanceAsync(done.InstanceId, new PurgeInstanceOptions(recursive))).PurgedInstanceCount);
        Assert.Equal(3 - count, await CountAsync(hub.Client.GetAllInstancesAsync()));
    }

    private static async Task<int> CountAsync(AsyncPageable<OrchestrationMetadata> instances)
    {
        var count = 0;
        await foreach (var _ in instances) count++;
        return count;
    }

    private static async Task<string[]> IdsAsync(TaskHub hub, OrchestrationQuery query)
    {
        List<string> ids = [];
        await foreach (var found in hub.Client.GetAllInstancesAsync(query)) ids.Add(found.InstanceId);
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static Task<TaskHub> StartAsync() => new TaskHub()
        .Orchestrator<object?, string>("Listen", (context, _) => context.WaitForExternalEvent<string>("go"))
        .Orchestrator<object?, string>("Quick", (_, _) => Task.FromResult("quick"))
        .Orchestrator<object?, string>("Fail", (_, _) => throw new IOException("broken"))
        .Orchestrator<int, int>("Nest", (context, depth) =>
            depth == 1 ? Task.FromResult(1) : context.CallSubOrchestratorAsync<int>("Nest", depth - 1))
        .StartAsync();
}
