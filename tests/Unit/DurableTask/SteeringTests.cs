using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.Unit.DurableTask;

/// <summary>Clients that start, steer, replace, restart and purge the same few instances at once leave each able to end.</summary>
public sealed class SteeringTests
{
    private const int Instances = 5;
    private const int Clients = 8;
    private const int Steps = 150;

    [Theory(Timeout = Deadline.OfATest)]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Every_instance_can_end_whatever_was_done_to_it(int cachedSessions)
    {
        await using DurableTaskEngine engine = new(
            null, Registrations(), new DurableTaskOptions { MaxCachedSessions = cachedSessions }, TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync();
        await Task.WhenAll(Enumerable.Range(1, Clients).Select(seed => Task.Run(async () =>
        {
            Random random = new(seed);
            for (var i = 0; i < Steps; i++) await SteerAsync(engine.Client, random).WaitAsync(Deadline.Patience);
        })));

        for (var i = 0; i < Instances; i++)
        {
            if (await engine.Client.GetInstanceAsync(Id(i)) is null) continue;
            await engine.Client.ResumeInstanceAsync(Id(i));
            await engine.Client.RaiseEventAsync(Id(i), "end");
            await engine.Client.WaitForInstanceCompletionAsync(Id(i)).WaitAsync(Deadline.Patience);
        }

        await foreach (var instance in engine.Client.GetAllInstancesAsync())
            Assert.True(instance.IsCompleted || instance.InstanceId.Contains(':', StringComparison.Ordinal), instance.ToString());
    }

    private static async Task SteerAsync(DurableTaskClient client, Random random)
    {
        var id = Id(random.Next(Instances));
        try
        {
            await (random.Next(9) switch
            {
                0 or 1 => client.ScheduleNewOrchestrationInstanceAsync("Work", new StartOrchestrationOptions(id)),
                2 => client.ScheduleNewOrchestrationInstanceAsync(
                    "Work", new StartOrchestrationOptions(id).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)),
                3 => client.RaiseEventAsync(id, "again"),
                4 => client.SuspendInstanceAsync(id),
                5 => client.ResumeInstanceAsync(id),
                6 => client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: random.Next(2) == 0)),
                7 => client.RestartAsync(id),
                _ => client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true)),
            });
        }
        catch (Exception refusal) when (refusal is InvalidOperationException or ArgumentException)
        {
            // The instance is in another state than this needs: another client was first.
        }
    }

    private static string Id(int number) => $"instance-{number}";

    private static DurableTaskRegistrations Registrations() => new DurableTaskRegistrations()
        .AddOrchestrator("Work", () => FuncTaskOrchestrator.Create<object?, string>(async (context, _) =>
        {
            var part = context.CallSubOrchestratorAsync<string>("Part");
            await context.CallActivityAsync<string>("Step");
            var end = context.WaitForExternalEvent<string>("end");
            var again = context.WaitForExternalEvent<string>("again");
            if (await Task.WhenAny(end, again) == end) return await part;
            // At once: an end that came while it waited for more would be lost with this execution.
            context.ContinueAsNew();
            return "again";
        }))
        .AddOrchestrator("Part", () => FuncTaskOrchestrator.Create<object?, string>(async (context, _) =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return await context.CallActivityAsync<string>("Step");
        }))
        .AddActivity("Step", () => FuncTaskActivity.Create<object?, string>((_, _) => Task.FromResult("done")));
}
