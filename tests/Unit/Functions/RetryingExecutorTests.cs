using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Functions;

/// <summary>Retries under a clock that the test moves.</summary>
public sealed class RetryingExecutorTests : IDisposable
{
    private readonly TestApp _app = new("""{ "version": "2.0", "functionTimeout": "-1" }""");
    private readonly TestTime _time = new();
    private readonly Failures _failures = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _stopping.Dispose();
        _app.Dispose();
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_the_delay_and_not_before()
    {
        using var host = Build();
        _failures.Left = 2;
        var running = RunAsync(host, new FixedDelayRetryAttribute(5, "00:00:10"));
        await _time.WaitForTimersAsync(1);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, _failures.Runs);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _time.WaitForTimersAsync(1);
        Assert.Equal(2, _failures.Runs);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await running);
        Assert.Equal(3, _failures.Runs);
    }

    [Fact]
    public async Task When_the_retries_are_used_up_it_has_failed()
    {
        using var host = Build();
        _failures.Left = int.MaxValue;
        Assert.False(await RunAsync(host, new FixedDelayRetryAttribute(3, "00:00:00")));
        Assert.Equal(4, _failures.Runs);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_a_retry()
    {
        using var host = Build();
        _failures.Left = 1;
        var running = RunAsync(host, new ExponentialBackoffRetryAttribute(-1, "01:00:00", "02:00:00"));
        await _time.WaitForTimersAsync(1);
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>Else a batch that a stop has interrupted would be passed over, though no retry of it was refused.</summary>
    [Fact]
    public async Task A_failure_while_the_host_stops_is_no_result_even_without_retries()
    {
        using var host = Build();
        _failures.Left = 1;
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(host, null));
        Assert.True(await RunAsync(host, null));
    }

    private IHost Build() => _app.Build(services => services.AddSingleton<TimeProvider>(_time).AddSingleton(_failures), typeof(Fails));

    private Task<bool> RunAsync(IHost host, RetryAttribute? retry)
    {
        var function = Assert.Single(host.Services.GetRequiredService<FunctionSet>().All);
        return host.Services.GetRequiredService<RetryingExecutor>().RunAsync(
            function, RetryPolicy.Of(function.Descriptor with { Retry = retry }), context => new() { Value = new TimerInfo(), Reason = "Test.", Retry = context }, _stopping.Token);
    }

    private sealed class Failures
    {
        public int Left { get; set; }

        public int Runs { get; set; }
    }

    private sealed class Fails(Failures failures)
    {
        [Function("Fails")]
        public void Run([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer)
        {
            failures.Runs++;
            if (failures.Left-- > 0)
                throw new InvalidOperationException($"Fails on purpose, past due: {timer.IsPastDue}.");
        }
    }
}
