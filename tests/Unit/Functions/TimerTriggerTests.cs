using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Contracts.Running;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Functions;

/// <summary>Timers under a clock that the test moves. It starts on 2023-11-14 at 22:13:20.</summary>
public sealed class TimerTriggerTests : IDisposable
{
    private readonly TestApp _app = new("""{ "version": "2.0", "functionTimeout": "-1" }""");
    private readonly TestTime _time = new();
    private readonly Runs _runs = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_not_before()
    {
        using var host = await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(99));
        Assert.False(_runs.HasStarted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var timer = await _runs.NextAsync();
        Assert.False(timer.IsPastDue);
        Assert.Equal(new DateTime(2023, 11, 14, 22, 15, 0), timer.ScheduleStatus!.Next);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_interval_is_alone_and_what_came_due_meanwhile_is_not_run()
    {
        using var host = await StartAsync();
        _runs.Hold();
        _time.Advance(TimeSpan.FromSeconds(100));
        await _runs.NextAsync();
        _time.Advance(TimeSpan.FromMinutes(17));
        Assert.False(_runs.HasStarted);

        _runs.Release();
        await _time.WaitForTimersAsync(1);
        _time.Advance(TimeSpan.FromMinutes(5));
        var timer = await _runs.NextAsync();
        Assert.Equal(new DateTime(2023, 11, 14, 22, 15, 0), timer.ScheduleStatus!.Last);
        Assert.Equal(new DateTime(2023, 11, 14, 22, 35, 0), timer.ScheduleStatus.Next);
        await host.StopAsync();
        Assert.False(_runs.HasStarted);
    }

    [Fact]
    public async Task Runs_missed_while_the_host_was_down_are_made_up_for_by_one()
    {
        using (var host = await StartAsync())
            await host.StopAsync();
        _time.Advance(TimeSpan.FromHours(7));

        using var again = await StartAsync();
        Assert.True((await _runs.NextAsync()).IsPastDue);
        await _time.WaitForTimersAsync(1);
        Assert.False(_runs.HasStarted);
        await again.StopAsync();
    }

    [Fact]
    public async Task Of_two_hosts_in_one_folder_one_runs_the_timer_and_the_other_takes_over()
    {
        using var first = await StartAsync();
        using var second = await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(100));
        await _runs.NextAsync();
        await _time.WaitForTimersAsync(2);
        Assert.False(_runs.HasStarted);

        await first.StopAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await _runs.NextAsync();
        await second.StopAsync();
        Assert.False(_runs.HasStarted);
    }

    [Fact]
    public async Task A_stop_waits_for_the_run()
    {
        using var host = await StartAsync();
        _runs.Hold();
        _time.Advance(TimeSpan.FromSeconds(100));
        await _runs.NextAsync();
        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        _runs.Release();
        await stopping;
        Assert.Equal(1, _runs.Finished);
    }

    private async Task<IHost> StartAsync()
    {
        var host = _app.Build(
            services => services.AddSingleton<TimeProvider>(_time).AddSingleton(_runs), typeof(Timers));
        await host.StartAsync();
        return host;
    }

    private sealed class Timers(Runs runs)
    {
        [Function("EveryFiveMinutes")]
        public Task RunAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer) => runs.RunAsync(timer);
    }

    private sealed class Runs
    {
        private readonly ConcurrentQueue<TimerInfo> _started = new();
        private readonly SemaphoreSlim _arrived = new(0);
        private TaskCompletionSource _gate = Open();
        private int _finished;

        public bool HasStarted => !_started.IsEmpty;

        public int Finished => Volatile.Read(ref _finished);

        public void Hold() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _gate.SetResult();

        public async Task RunAsync(TimerInfo timer)
        {
            var gate = _gate.Task;
            _started.Enqueue(timer);
            _arrived.Release();
            await gate;
            Interlocked.Increment(ref _finished);
        }

        public async Task<TimerInfo> NextAsync()
        {
            Assert.True(await _arrived.WaitAsync(Deadline.Patience), "No run has started.");
            Assert.True(_started.TryDequeue(out var timer));
            return timer;
        }

        private static TaskCompletionSource Open()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }
    }
}
