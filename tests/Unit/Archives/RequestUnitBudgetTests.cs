using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Telemetry;

namespace Serverless.Unit.Archives;

/// <summary>Work without a hurry waits for what it has cost, on a clock that leaps to whatever is waited for.</summary>
public sealed class RequestUnitBudgetTests : IDisposable
{
    private const double PerSecond = 100;

    private readonly LeapingTime _time = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _meters.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(1_000)]
    public async Task No_more_is_spent_in_a_second_than_the_budget_however_the_work_is_cut(double each)
    {
        var budget = new RequestUnitBudget(PerSecond, _time);
        var started = _time.GetTimestamp();
        for (var spent = 0d; spent < 2_000; spent += each) await budget.SpendAsync(() => ChargeAsync(each), CancellationToken.None);
        await budget.SpendAsync(() => Task.CompletedTask, CancellationToken.None);

        Assert.Equal(2_000, budget.Spent);
        Assert.Equal(2_000 / PerSecond, _time.GetElapsedTime(started).TotalSeconds, precision: 3);
    }

    [Fact]
    public async Task Time_that_the_work_takes_is_not_waited_for_again()
    {
        var budget = new RequestUnitBudget(PerSecond, _time);
        var started = _time.GetTimestamp();
        for (var i = 0; i < 10; i++)
        {
            await budget.SpendAsync(async () =>
            {
                _time.Leap(TimeSpan.FromSeconds(1));
                await ChargeAsync(50);
            }, CancellationToken.None);
        }

        Assert.Equal(10, _time.GetElapsedTime(started).TotalSeconds, precision: 3);
    }

    [Fact]
    public async Task Nothing_is_saved_up_while_nothing_is_done()
    {
        var budget = new RequestUnitBudget(PerSecond, _time);
        _time.Leap(TimeSpan.FromHours(1));
        var started = _time.GetTimestamp();
        for (var i = 0; i < 3; i++) await budget.SpendAsync(() => ChargeAsync(100), CancellationToken.None);
        Assert.Equal(2, _time.GetElapsedTime(started).TotalSeconds, precision: 3);
    }

    [Fact]
    public async Task What_fails_is_paid_for_as_well()
    {
        var budget = new RequestUnitBudget(PerSecond, _time);
        var started = _time.GetTimestamp();
        await Assert.ThrowsAsync<InvalidOperationException>(() => budget.SpendAsync(async () =>
        {
            await ChargeAsync(300);
            throw new InvalidOperationException();
        }, CancellationToken.None));
        await budget.SpendAsync(() => Task.CompletedTask, CancellationToken.None);
        Assert.Equal(3, _time.GetElapsedTime(started).TotalSeconds, precision: 3);
    }

    [Fact]
    public async Task Without_a_budget_nothing_is_waited_for()
    {
        var budget = new RequestUnitBudget(perSecond: null, _time);
        var started = _time.GetTimestamp();
        for (var i = 0; i < 10; i++) await budget.SpendAsync(() => ChargeAsync(1_000), CancellationToken.None);
        Assert.Equal((10_000, TimeSpan.Zero), (budget.Spent, _time.GetElapsedTime(started)));
    }

    private async Task ChargeAsync(double charge)
    {
        var charges = new RequestCharges(_meters.GetRequiredService<IMeterFactory>(), _time) { InnerHandler = new Charging(charge) };
        using var request = new RequestMessage(HttpMethod.Get, new Uri("dbs/serverless/colls/visits/docs/1", UriKind.Relative));
        using var answer = await charges.SendAsync(request, CancellationToken.None);
    }

    private sealed class Charging(double charge) : RequestHandler
    {
        public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new ResponseMessage(HttpStatusCode.OK) { Headers = { ["x-ms-request-charge"] = charge.ToString(CultureInfo.InvariantCulture) } });
    }

    /// <summary>Whatever is waited for has come.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Leap(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // The delay is not there yet while it makes its timer.
            ThreadPool.QueueUserWorkItem(_ =>
            {
                Leap(dueTime);
                callback(state);
            });
            return new Timer(_ => { }, state: null, Timeout.Infinite, Timeout.Infinite);
        }
    }
}
