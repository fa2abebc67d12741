using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.Benchmarks.Durable;

/// <summary>The engine in this process with the orchestrations to be measured, durable in a folder.</summary>
internal sealed class BenchmarkHub : IAsyncDisposable
{
    private readonly DurableTaskEngine _engine;

    private BenchmarkHub(string directory) =>
        _engine = new DurableTaskEngine(directory, Registrations(), new DurableTaskOptions(), TimeProvider.System, NullLoggerFactory.Instance);

    public DurableTaskClient Client => _engine.Client;

    public static async Task<BenchmarkHub> StartAsync(string directory)
    {
        BenchmarkHub hub = new(directory);
        await hub._engine.StartAsync();
        return hub;
    }

    public async Task RunAsync(string name, object? input = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input);
        var done = await Client.WaitForInstanceCompletionAsync(id);
        if (done.RuntimeStatus != OrchestrationRuntimeStatus.Completed) throw new InvalidOperationException($"{name} ended as {done.RuntimeStatus}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.StopAsync();
        await _engine.DisposeAsync();
    }

    private static DurableTaskRegistrations Registrations() => new DurableTaskRegistrations()
        .AddOrchestrator("Sequence", () => FuncTaskOrchestrator.Create<int, int>(async (context, length) =>
        {
            var sum = 0;
            for (var i = 0; i < length; i++) sum = await context.CallActivityAsync<int>("Next", sum);
            return sum;
        }))
        .AddOrchestrator("FanOut", () => FuncTaskOrchestrator.Create<int, int>(async (context, width) =>
            (await Task.WhenAll(Enumerable.Range(0, width).Select(i => context.CallActivityAsync<int>("Next", i)))).Length))
        .AddOrchestrator("Timers", () => FuncTaskOrchestrator.Create<int, int>(async (context, width) =>
        {
            await Task.WhenAll(Enumerable.Range(0, width).Select(_ => context.CreateTimer(DurableBenchmark.TimerDelay, CancellationToken.None)));
            return width;
        }))
        .AddOrchestrator("Short", () => FuncTaskOrchestrator.Create<int, int>((_, number) => Task.FromResult(number)))
        .AddOrchestrator("Waiting", () => FuncTaskOrchestrator.Create<int, string>((context, _) => context.WaitForExternalEvent<string>("go")))
        .AddActivity("Next", () => FuncTaskActivity.Create<int, int>((_, number) => Task.FromResult(number + 1)));
}
