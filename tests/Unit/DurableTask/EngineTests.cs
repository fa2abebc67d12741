using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.DurableTask.Engine;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.Unit.Storage;

namespace Serverless.Unit.DurableTask;

/// <summary>What only shows when the engine is stopped, opened again or short of memory.</summary>
public sealed class EngineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("durable-");
    private readonly TestTime _time = new();
    private readonly DurableTaskRegistrations _registrations = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task An_orchestrator_that_was_changed_while_it_ran_fails_by_the_name_of_the_step()
    {
        var step = "First";
        Orchestrator("Changing", async context =>
        {
            await context.CallActivityAsync(step);
            return await context.WaitForExternalEvent<string>("go");
        });
        _registrations.AddActivity("First", () => FuncTaskActivity.Create<object?, string>((_, _) => Task.FromResult("")));
        await using (var engine = await OpenAsync())
        {
            await StartAsync(engine, "Changing");
            await UntilAsync(engine, history => history.Any(entry => entry.Kind == EventKind.TaskCompleted));
        }

        step = "Second";
        await using var changed = await OpenAsync();
        await changed.Client.RaiseEventAsync("i", "go", "on");
        var failed = await EndAsync(changed);
        Assert.Contains("step 1 was activity 'First' in its history, and is activity 'Second' on replay", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orchestrator_that_awaits_what_is_not_durable_fails()
    {
        Orchestrator("Wrong", async context =>
        {
            await new TaskCompletionSource().Task;
            return context.InstanceId;
        });
        await using var engine = await OpenAsync();
        await StartAsync(engine, "Wrong");
        Assert.Contains("awaited something other than a task of its context", (await EndAsync(engine)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_waits_for_the_activities_that_run_and_keeps_their_results()
    {
        var runs = 0;
        TaskCompletionSource begun = new(), go = new();
        Orchestrator("Work", context => context.CallActivityAsync<string>("Slow"));
        _registrations.AddActivity("Slow", () => FuncTaskActivity.Create<object?, string>(async (_, _) =>
        {
            Interlocked.Increment(ref runs);
            begun.TrySetResult();
            await go.Task;
            return "done";
        }));
        await using (var engine = await OpenAsync())
        {
            await StartAsync(engine, "Work");
            await begun.Task.WaitAsync(Patience);
            var stop = engine.StopAsync();
            Assert.False(stop.IsCompleted);
            go.SetResult();
            await stop.WaitAsync(Patience);
        }

        await using var again = await OpenAsync();
        Assert.Equal("done", (await EndAsync(again)).ReadOutputAs<string>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_folder_has_one_engine_at_a_time()
    {
        await using (await OpenAsync())
        {
            var taken = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync());
            Assert.Contains(_directory.FullName, taken.Message, StringComparison.Ordinal);
        }

        await using var next = await OpenAsync();
    }

    [Fact]
    public async Task Whoever_waits_hears_of_the_stop()
    {
        Orchestrator("Listen", context => context.WaitForExternalEvent<string>("go"));
        await using var engine = await OpenAsync();
        await StartAsync(engine, "Listen");
        var waiting = engine.Client.WaitForInstanceCompletionAsync("i");
        await engine.StopAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience));
    }

    [Fact]
    public async Task Timers_that_came_due_while_the_engine_was_down_fire_when_it_is_opened()
    {
        Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(60), CancellationToken.None);
            return "awake";
        });
        await using (var engine = await OpenAsync())
        {
            await StartAsync(engine, "Sleep");
            await engine.Client.WaitForInstanceStartAsync("i");
        }

        _time.Advance(TimeSpan.FromDays(61));
        await using var again = await OpenAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("awake", (await EndAsync(again)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_start_that_was_put_off_waits_through_a_restart()
    {
        Orchestrator("Later", context => Task.FromResult("started"));
        await using (var engine = await OpenAsync())
            await StartAsync(engine, "Later", new StartOrchestrationOptions("i", _time.GetUtcNow().AddHours(1)));

        await using var again = await OpenAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await again.Client.GetInstanceAsync("i"))!.RuntimeStatus);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("started", (await EndAsync(again)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_suspended_instance_and_its_events_survive_a_restart()
    {
        Orchestrator("Listen", context => context.WaitForExternalEvent<string>("go"));
        await using (var engine = await OpenAsync())
        {
            await StartAsync(engine, "Listen");
            await engine.Client.SuspendInstanceAsync("i");
            await engine.Client.RaiseEventAsync("i", "go", "kept");
        }

        await using var again = await OpenAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await again.Client.GetInstanceAsync("i"))!.RuntimeStatus);
        await again.Client.ResumeInstanceAsync("i");
        Assert.Equal("kept", (await EndAsync(again)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_replay_logs_nothing_again()
    {
        ConcurrentQueue<string> lines = [];
        Orchestrator("Log", async context =>
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
        _registrations.AddActivity("Nothing", () => FuncTaskActivity.Create<object?, string>((_, _) => Task.FromResult("")));
        using LoggerFactory loggers = new([new ListLogger(lines)]);
        await using var engine = await OpenAsync(new DurableTaskOptions { MaxCachedSessions = 0 }, loggers);
        await StartAsync(engine, "Log");
        await EndAsync(engine);
        Assert.Equal(["line 1", "line 2", "line 3"], lines);
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_allowed()
    {
        int running = 0, most = 0;
        Orchestrator("FanOut", async context =>
            string.Concat(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => context.CallActivityAsync<string>("Count")))));
        _registrations.AddActivity("Count", () => FuncTaskActivity.Create<object?, string>(async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return ".";
        }));
        await using var engine = await OpenAsync(new DurableTaskOptions { MaxConcurrentActivities = 3 });
        await StartAsync(engine, "FanOut");
        Assert.Equal(20, (await EndAsync(engine)).ReadOutputAs<string>()!.Length);
        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, value, seen);
    }

    private void Orchestrator(string name, Func<TaskOrchestrationContext, Task<string>> run) =>
        _registrations.AddOrchestrator(name, () => FuncTaskOrchestrator.Create<object?, string>((context, _) => run(context)));

    private async Task<DurableTaskEngine> OpenAsync(DurableTaskOptions? options = null, ILoggerFactory? loggers = null)
    {
        DurableTaskEngine engine = new(_directory.FullName, _registrations, options ?? new(), _time, loggers ?? NullLoggerFactory.Instance);
        await engine.StartAsync();
        return engine;
    }

    private static Task<string> StartAsync(DurableTaskEngine engine, string name, StartOrchestrationOptions? options = null) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync(name, null, options ?? new StartOrchestrationOptions("i"));

    private static Task<OrchestrationMetadata> EndAsync(DurableTaskEngine engine) =>
        engine.Client.WaitForInstanceCompletionAsync("i", getInputsAndOutputs: true).WaitAsync(Patience);

    private static async Task UntilAsync(DurableTaskEngine engine, Func<IReadOnlyList<HistoryEvent>, bool> condition)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!condition(await engine.ReadHistoryAsync("i"))) await Task.Delay(5, patience.Token);
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
