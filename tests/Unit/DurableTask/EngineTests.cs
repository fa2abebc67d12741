using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.Unit.DurableTask;

/// <summary>What only shows in the engine itself.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_orchestrator_that_awaits_what_is_not_durable_fails()
    {
        _folder.Orchestrator("Wrong", async context =>
        {
            await new TaskCompletionSource().Task;
            return context.InstanceId;
        });
        await using var engine = await _folder.OpenAsync();
        await EngineFolder.StartAsync(engine, "Wrong");
        Assert.Contains("awaited something other than a task of its context", (await EngineFolder.EndAsync(engine)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sub_orchestration_whose_id_another_has_fails()
    {
        _folder.Orchestrator("Listen", context => context.WaitForExternalEvent<string>("go"));
        _folder.Orchestrator("Outer", context => context.CallSubOrchestratorAsync<string>("Listen", options: new SubOrchestrationOptions(instanceId: "other")));
        await using var engine = await _folder.OpenAsync();
        await EngineFolder.StartAsync(engine, "Listen", new StartOrchestrationOptions("other"));
        await EngineFolder.StartAsync(engine, "Outer");
        Assert.Contains("other already exists", (await EngineFolder.EndAsync(engine)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_waits_hears_of_the_stop()
    {
        _folder.Orchestrator("Listen", context => context.WaitForExternalEvent<string>("go"));
        await using var engine = await _folder.OpenAsync();
        await EngineFolder.StartAsync(engine, "Listen");
        var waiting = engine.Client.WaitForInstanceCompletionAsync("i");
        await engine.StopAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Deadline.Patience));
    }

    [Fact]
    public async Task A_replay_logs_nothing_again()
    {
        ConcurrentQueue<string> lines = [];
        _folder.Orchestrator("Log", async context =>
        {
            var logger = context.CreateReplaySafeLogger("test");
#pragma warning disable CA1848, CA1873, CA2254 // A test's two lines need no generated logger.
            for (var i = 1; i <= 3; i++)
            {
                logger.LogInformation($"line {i}");
                await context.CallActivityAsync("Nothing");
            }
#pragma warning restore CA1848, CA1873, CA2254
            return "";
        });
        _folder.Registrations.AddActivity("Nothing", () => FuncTaskActivity.Create<object?, string>((_, _) => Task.FromResult("")));
        using LoggerFactory loggers = new([new ListLogger(lines)]);
        await using var engine = await _folder.OpenAsync(new DurableTaskOptions { MaxCachedSessions = 0 }, loggers);
        await EngineFolder.StartAsync(engine, "Log");
        await EngineFolder.EndAsync(engine);
        Assert.Equal(["line 1", "line 2", "line 3"], lines);
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_allowed()
    {
        int running = 0, most = 0;
        _folder.Orchestrator("FanOut", async context =>
            string.Concat(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => context.CallActivityAsync<string>("Count")))));
        _folder.Registrations.AddActivity("Count", () => FuncTaskActivity.Create<object?, string>(async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return ".";
        }));
        await using var engine = await _folder.OpenAsync(new DurableTaskOptions { MaxConcurrentActivities = 3 });
        await EngineFolder.StartAsync(engine, "FanOut");
        Assert.Equal(20, (await EngineFolder.EndAsync(engine)).ReadOutputAs<string>()!.Length);
        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class ListLogger(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => categoryName == "test" ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
