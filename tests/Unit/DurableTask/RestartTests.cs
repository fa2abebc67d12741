using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.Unit.DurableTask;

/// <summary>What an engine finds when it is opened again.</summary>
public sealed class RestartTests : IDisposable
{
    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_orchestrator_that_was_changed_while_it_ran_fails_by_the_name_of_the_step()
    {
        var step = "First";
        _folder.Orchestrator("Changing", async context =>
        {
            await context.CallActivityAsync(step);
            return await context.WaitForExternalEvent<string>("go");
        });
        _folder.Registrations.AddActivity("First", () => FuncTaskActivity.Create<object?, string>((_, _) => Task.FromResult("")));
        await using (var engine = await _folder.OpenAsync())
        {
            await EngineFolder.StartAsync(engine, "Changing");
            await EngineFolder.UntilAsync(engine, history => history.Any(entry => entry.Kind == EventKind.TaskCompleted));
        }

        step = "Second";
        await using var changed = await _folder.OpenAsync();
        await changed.Client.RaiseEventAsync("i", "go", "on");
        var failed = await EngineFolder.EndAsync(changed);
        Assert.Contains("step 1 was activity 'First' in its history, and is activity 'Second' on replay", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_waits_for_the_activities_that_run_and_keeps_their_results()
    {
        var runs = 0;
        TaskCompletionSource begun = new(), go = new();
        _folder.Orchestrator("Work", context => context.CallActivityAsync<string>("Slow"));
        _folder.Registrations.AddActivity("Slow", () => FuncTaskActivity.Create<object?, string>(async (_, _) =>
        {
            Interlocked.Increment(ref runs);
            begun.TrySetResult();
            await go.Task;
            return "done";
        }));
        await using (var engine = await _folder.OpenAsync())
        {
            await EngineFolder.StartAsync(engine, "Work");
            await begun.Task.WaitAsync(Deadline.Patience);
            var stop = engine.StopAsync();
            Assert.False(stop.IsCompleted);
            go.SetResult();
            await stop.WaitAsync(Deadline.Patience);
        }

        await using var again = await _folder.OpenAsync();
        Assert.Equal("done", (await EngineFolder.EndAsync(again)).ReadOutputAs<string>());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_folder_has_one_engine_at_a_time()
    {
        await using (await _folder.OpenAsync())
        {
            var taken = await Assert.ThrowsAsync<InvalidOperationException>(() => _folder.OpenAsync());
            Assert.Contains(_folder.Folder, taken.Message, StringComparison.Ordinal);
        }

        await using var next = await _folder.OpenAsync();
    }

    [Fact]
    public async Task A_turn_that_cannot_be_written_is_done_again_when_it_can()
    {
        var runs = 0;
        _folder.Orchestrator("Work", async context =>
            await context.WaitForExternalEvent<string>("go") + await context.CallActivityAsync<string>("Count"));
        _folder.Registrations.AddActivity("Count", () => FuncTaskActivity.Create<object?, string>((_, _) => Task.FromResult($"{++runs}")));
        await using var engine = await _folder.OpenAsync();
        await EngineFolder.StartAsync(engine, "Work");
        await engine.Client.WaitForInstanceStartAsync("i");

        _folder.Execute("CREATE TRIGGER full BEFORE INSERT ON history BEGIN SELECT RAISE(ABORT, 'full'); END");
        await Assert.ThrowsAsync<IOException>(() => engine.Client.RaiseEventAsync("i", "go", "lost"));
        _folder.Execute("DROP TRIGGER full");
        var raised = engine.Client.RaiseEventAsync("i", "go", "kept");
        // The engine waits a second before it tries again.
        await _folder.AdvanceUntilAsync(raised, TimeSpan.FromSeconds(1));
        Assert.Equal("kept1", (await EngineFolder.EndAsync(engine)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timers_that_came_due_while_the_engine_was_down_fire_when_it_is_opened()
    {
        _folder.Orchestrator("Sleep", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(60), CancellationToken.None);
            return "awake";
        });
        await using (var engine = await _folder.OpenAsync())
        {
            await EngineFolder.StartAsync(engine, "Sleep");
            await engine.Client.WaitForInstanceStartAsync("i");
        }

        _folder.Time.Advance(TimeSpan.FromDays(61));
        await using var again = await _folder.OpenAsync();
        _folder.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("awake", (await EngineFolder.EndAsync(again)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_start_that_was_put_off_waits_through_a_restart()
    {
        _folder.Orchestrator("Later", context => Task.FromResult("started"));
        await using (var engine = await _folder.OpenAsync())
            await EngineFolder.StartAsync(engine, "Later", new StartOrchestrationOptions("i", _folder.Time.GetUtcNow().AddHours(1)));

        await using var again = await _folder.OpenAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await again.Client.GetInstanceAsync("i"))!.RuntimeStatus);
        _folder.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("started", (await EngineFolder.EndAsync(again)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_suspended_instance_and_its_events_survive_a_restart()
    {
        _folder.Orchestrator("Listen", context => context.WaitForExternalEvent<string>("go"));
        await using (var engine = await _folder.OpenAsync())
        {
            await EngineFolder.StartAsync(engine, "Listen");
            await engine.Client.SuspendInstanceAsync("i");
            await engine.Client.RaiseEventAsync("i", "go", "kept");
        }

        await using var again = await _folder.OpenAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await again.Client.GetInstanceAsync("i"))!.RuntimeStatus);
        await again.Client.ResumeInstanceAsync("i");
        Assert.Equal("kept", (await EngineFolder.EndAsync(again)).ReadOutputAs<string>());
    }
}
