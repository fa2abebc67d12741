using Serverless.Cloud.Telemetry;
using Serverless.Cloud.Telemetry.Recording;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Telemetry;

[Trait("Requirement", "S31")]
public sealed class RecorderTests
{
    private static readonly MeasuredFunction Read = new("Read", MeasuredFunction.Http, "/api/read", MeasuredFunction.Read);

    private readonly TestTime _time = new();

    [Fact]
    public void Calls_of_the_window_are_added_up()
    {
        var recorder = new Recorder(_time);
        for (var i = 1; i <= 100; i++)
        {
            recorder.Record(Read, TimeSpan.FromMilliseconds(i), hasFailed: i % 50 == 0, charge: 2.5);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        var figures = Assert.Single(recorder.Functions());
        Assert.Equal((100, 2, 250.0), (figures.Calls, figures.Failures, figures.Charge));
        Assert.InRange(figures.Latency.Quantile(0.5)!.Value, 48, 52);
        Assert.InRange(figures.Latency.Quantile(0.95)!.Value, 92, 98);
    }

    [Fact]
    public void What_is_older_than_the_window_is_forgotten()
    {
        var recorder = new Recorder(_time);
        recorder.Record(Read, TimeSpan.FromMilliseconds(1), hasFailed: false, charge: 1);
        recorder.Lag("overview", TimeSpan.FromSeconds(1));
        _time.Advance(Recorder.Window - Recorder.Slot);
        Assert.Single(recorder.Functions());
        _time.Advance(Recorder.Slot);
        Assert.Empty(recorder.Functions());
        Assert.All(recorder.LagOf("overview"), point => Assert.Null(point.Most));
    }

    [Theory]
    [InlineData(FunctionFigures.LeastCalls - 1, 400, Standing.TooFewCalls)]
    [InlineData(FunctionFigures.LeastCalls, 400, Standing.Missed)]
    [InlineData(FunctionFigures.LeastCalls, 90, Standing.Met)]
    public void An_objective_is_met_where_95_of_100_calls_are_fast_enough(int calls, double milliseconds, Standing standing)
    {
        var recorder = new Recorder(_time);
        for (var i = 0; i < calls; i++) recorder.Record(Read, TimeSpan.FromMilliseconds(milliseconds), hasFailed: false, charge: 0);
        Assert.Equal(standing, Assert.Single(recorder.Functions()).Standing);
    }

    [Fact]
    public void Nobody_waits_for_a_function_without_an_objective()
    {
        var recorder = new Recorder(_time);
        for (var i = 0; i < 100; i++) recorder.Record(Read with { Objective = null }, TimeSpan.FromMinutes(1), hasFailed: false, charge: 0);
        Assert.Equal(Standing.None, Assert.Single(recorder.Functions()).Standing);
    }

    [Fact]
    [Trait("Requirement", "S32")]
    public void The_lag_is_that_of_the_slowest_event_slot_by_slot()
    {
        var recorder = new Recorder(_time);
        recorder.Lag("overview", TimeSpan.FromSeconds(1));
        recorder.Lag("overview", TimeSpan.FromSeconds(3));
        _time.Advance(2 * Recorder.Slot);
        recorder.Lag("overview", TimeSpan.FromSeconds(2));

        var points = recorder.LagOf("overview");
        Assert.Equal(Recorder.Window / Recorder.Slot, points.Count);
        Assert.Equal([3.0, null, 2.0], points.TakeLast(3).Select(point => point.Most?.TotalSeconds));
        Assert.Equal([2, 0, 1], points.TakeLast(3).Select(point => point.Events));
    }
}
