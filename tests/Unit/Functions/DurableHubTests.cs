using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.Functions.Durable;

namespace Serverless.Unit.Functions;

public sealed class DurableHubTests
{
    [Fact]
    public async Task Middleware_runs_around_an_orchestrator()
    {
        var seen = new List<string>();
        var instance = await RunAsync((context, next) =>
        {
            seen.Add(context.FunctionDefinition.Name);
            return next();
        });
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal("8", instance.SerializedOutput);
        Assert.Equal(["Sum"], seen);
    }

    [Fact]
    public async Task Middleware_that_leaves_the_thread_of_the_turn_fails_the_orchestration_and_says_why()
    {
        var instance = await RunAsync(async (_, next) =>
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await next();
        });
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Contains("awaited something other than a task of its context", instance.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private static async Task<OrchestrationMetadata> RunAsync(Func<FunctionContext, Func<Task>, Task> middleware)
    {
        using var app = new TestApp();
        var builder = app.CreateBuilder();
        builder.Composition.FunctionTypes = [typeof(Orchestrations)];
        builder.UseMiddleware(middleware);
        using var host = builder.Build();
        await host.StartAsync();
        var client = await host.Services.GetRequiredService<DurableHub>().ClientAsync();
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Sum", new[] { 3, 5 });
        var instance = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Deadline.Patience);
        await host.StopAsync();
        return instance;
    }

    private static class Orchestrations
    {
        [Function("Sum")]
        public static Task<int> SumAsync([OrchestrationTrigger] TaskOrchestrationContext context, int[] numbers) =>
            Task.FromResult(numbers.Sum() + (context.IsReplaying ? 1 : 0));
    }
}
