using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Serverless.Cloud.Telemetry;
using Serverless.Cloud.Telemetry.Recording;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Telemetry;

/// <summary>Metrics have as many series as the code declares, and never more than a limit; what is kept of them is a summary, for a while.</summary>
[Trait("Requirement", "S73")]
public sealed class SeriesTests : IDisposable
{
    private const string Overflow = "otel.metric.overflow";

    private readonly Meter _meter = new(Instruments.MeterName);
    private readonly Dictionary<string, List<MetricPoint>> _sent = new(StringComparer.Ordinal);
    private readonly MeterProvider _provider;

    public SeriesTests() => _provider = Sdk.CreateMeterProviderBuilder()
        .AddMeter(Instruments.MeterName).AddView(TelemetryExport.Limited).AddReader(new BaseExportingMetricReader(new Keeping(_sent))).Build();

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void What_would_be_a_series_too_many_is_added_up_in_one()
    {
        var counter = _meter.CreateCounter<long>("calls");
        for (var i = 0; i < 2 * Instruments.MostSeries; i++) counter.Add(1, new KeyValuePair<string, object?>("who", i.ToString(CultureInfo.InvariantCulture)));
        _provider.ForceFlush();

        var series = _sent["calls"];
        Assert.InRange(series.Count, 2, Instruments.MostSeries + 1);
        var others = Assert.Single(series, IsOverflow);
        Assert.Equal(2 * Instruments.MostSeries, series.Sum(point => point.GetSumLong()));
        Assert.True(others.GetSumLong() >= Instruments.MostSeries - 1);
    }

    /// <summary>Durations are counted by classes, as they are measured: what is sent does not grow with what happens.</summary>
    [Fact]
    public void Durations_are_sent_as_a_summary_by_the_classes_that_the_instrument_names()
    {
        var histogram = Instruments.Seconds(_meter, "lasting", "How long it lasts");
        for (var i = 1; i <= 10_000; i++) histogram.Record(i / 1000.0);
        _provider.ForceFlush();

        var point = Assert.Single(_sent["lasting"]);
        Assert.Equal(10_000, point.GetHistogramCount());
        var classes = 0;
        foreach (var one in point.GetHistogramBuckets()) classes += one.BucketCount >= 0 ? 1 : 0;
        Assert.Equal(18, classes);
    }

    [Fact]
    public void A_method_that_a_client_spells_in_its_own_way_makes_no_series_of_its_own()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var instruments = new Instruments(services.GetRequiredService<IMeterFactory>());
        foreach (var method in new[] { "GET", "get", "gEt" })
            instruments.Request(new MeasuredFunction("Read", MeasuredFunction.Http, "/api/read", Objective: null), "http", method, 200, TimeSpan.FromMilliseconds(1));
        _provider.ForceFlush();
        Assert.Equal(3, Assert.Single(_sent["http.server.request.duration"]).GetHistogramCount());
    }

    /// <summary>A quarter of an hour in slots: a busy process keeps no more than one that is idle.</summary>
    [Fact]
    public void What_the_process_keeps_is_summed_up_by_slots_and_forgotten_after_the_window()
    {
        var time = new TestTime();
        var recorder = new Recorder(time);
        for (var i = 0; i < 1_000; i++)
        {
            recorder.Lag("overview", TimeSpan.FromMilliseconds(i));
            time.Advance(TimeSpan.FromSeconds(3));
        }

        var points = recorder.LagOf("overview");
        Assert.Equal(Recorder.Window / Recorder.Slot, points.Count);
        Assert.InRange(points.Sum(point => point.Events), 1, (long)(Recorder.Window / TimeSpan.FromSeconds(3)));
    }

    private static bool IsOverflow(MetricPoint point)
    {
        foreach (var tag in point.Tags)
        {
            if (tag.Key == Overflow) return true;
        }

        return false;
    }

    private sealed class Keeping(Dictionary<string, List<MetricPoint>> sent) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                var points = sent[metric.Name] = [];
                foreach (ref readonly var point in metric.GetMetricPoints()) points.Add(point);
            }

            return ExportResult.Success;
        }
    }
}
