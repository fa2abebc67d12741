using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Contracts.Running;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Functions;

/// <summary>A function that never ends, under a clock that the test moves: it runs every ten minutes and has five.</summary>
public sealed class FunctionTimeoutTests : IDisposable
{
    private readonly TestApp _app = new("""{ "version": "2.0", "functionTimeout": "00:05:00" }""");
    private readonly TestTime _time = new();
    private readonly Channel<CancellationToken> _started = Channel.CreateUnbounded<CancellationToken>();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task A_run_beyond_its_time_is_cancelled_and_the_next_one_comes_when_it_is_due()
    {
        using var host = _app.Build(services => services.AddSingleton<TimeProvider>(_time).AddSingleton(_started), typeof(Endless));
        await host.StartAsync();
        _time.Advance(TimeSpan.FromSeconds(400));
        var first = await _started.Reader.ReadAsync().AsTask().WaitAsync(Deadline.Patience);
        await _time.WaitForTimersAsync(1);

        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(first.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMinutes(1));
        await UntilCancelledAsync(first);

        await _time.WaitForTimersAsync(1);
        _time.Advance(TimeSpan.FromMinutes(5));
        var second = await _started.Reader.ReadAsync().AsTask().WaitAsync(Deadline.Patience);
        Assert.False(second.IsCancellationRequested);
        await _time.WaitForTimersAsync(1);
        _time.Advance(TimeSpan.FromMinutes(5));
        await UntilCancelledAsync(second);
        await host.StopAsync();
    }

    private static async Task UntilCancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(Deadline.Patience, CancellationToken.None);
    }

    private sealed class Endless(Channel<CancellationToken> started)
    {
        [Function("Endless")]
        public async Task RunAsync([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellation)
        {
            await started.Writer.WriteAsync(cancellation, CancellationToken.None);
            await new TaskCompletionSource<TimerInfo>(timer).Task;
        }
    }
}
