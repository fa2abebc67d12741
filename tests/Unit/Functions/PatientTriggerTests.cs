using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Functions;

public sealed class PatientTriggerTests
{
    private readonly TestTime _time = new();

    [Fact]
    public async Task A_start_that_fails_is_tried_again_after_ever_longer_times_until_it_succeeds()
    {
        var inner = new FailingTrigger(3, () => new TimeoutException());
        using var trigger = Wrap(inner);
        await trigger.StartAsync(CancellationToken.None);
        Assert.Equal(1, inner.Starts);

        foreach (var (shorter, longest, starts) in new[] { (1.9, 0.1, 2), (3.5, 0.9, 3), (5, 1.9, 4) })
        {
            await _time.WaitForTimersAsync(1);
            _time.Advance(TimeSpan.FromSeconds(shorter));
            Assert.Equal(starts - 1, inner.Starts);
            _time.Advance(TimeSpan.FromSeconds(longest));
            await inner.StartedAsync(starts);
        }
        await trigger.StopAsync(CancellationToken.None);
        Assert.Equal(1, inner.Stops);
    }

    [Fact]
    public async Task What_never_started_is_not_stopped_and_not_tried_after_the_stop()
    {
        var inner = new FailingTrigger(int.MaxValue, () => new TimeoutException());
        using var trigger = Wrap(inner);
        await trigger.StartAsync(CancellationToken.None);
        await _time.WaitForTimersAsync(1);
        await trigger.StopAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, 0), (inner.Starts, inner.Stops));
    }

    [Fact]
    public async Task What_is_wrong_with_the_app_is_not_waited_for()
    {
        using var trigger = Wrap(new(1, () => new StartException("wrong")));
        await Assert.ThrowsAsync<StartException>(() => trigger.StartAsync(CancellationToken.None));
    }

    private PatientTrigger Wrap(FailingTrigger trigger) => new("f", trigger, _time, NullLogger.Instance);

    private sealed class FailingTrigger(int failures, Func<Exception> failure) : ITrigger
    {
        private readonly SemaphoreSlim _tried = new(0);
        private int _starts;

        public int Starts => Volatile.Read(ref _starts);

        public int Stops { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var fails = Interlocked.Increment(ref _starts) <= failures;
            _tried.Release();
            return fails ? Task.FromException(failure()) : Task.CompletedTask;
        }

        public async Task StartedAsync(int times)
        {
            while (Starts < times)
                Assert.True(await _tried.WaitAsync(Deadline.Patience), "The start was not tried again.");
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stops++;
            return Task.CompletedTask;
        }

        public void Dispose() => _tried.Dispose();
    }
}
