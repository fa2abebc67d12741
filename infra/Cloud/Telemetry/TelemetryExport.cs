using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Serverless.Cloud.Telemetry;

/// <summary>
/// Sends spans and metrics to a collector, to Application Insights or to both while the app runs, and what is left when it ends.
/// </summary>
internal sealed partial class TelemetryExport(IConfiguration configuration) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>What variables say of the service wins.</summary>
    internal static ResourceBuilder Resource =>
        ResourceBuilder.CreateEmpty().AddService("serverless", autoGenerateServiceInstanceId: true).AddTelemetrySdk().AddEnvironmentVariableDetector();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var traces = Sdk.CreateTracerProviderBuilder().ConfigureServices(Configure).SetResourceBuilder(Resource).AddSource(Traces.SourceName);
        var metrics = Sdk.CreateMeterProviderBuilder().ConfigureServices(Configure).SetResourceBuilder(Resource).AddMeter(Instruments.MeterName).AddView(Limited);
        if (TelemetryComposition.HasCollector(configuration))
        {
            traces.AddOtlpExporter();
            metrics.AddOtlpExporter();
        }

        if (TelemetryComposition.InsightsOf(configuration) is { Length: > 0 } insights) AddAzureMonitor(traces, metrics, insights);
        (_traces, _metrics) = (traces.Build(), metrics.Build());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }

    /// <summary>Whatever a tag may come to hold, a metric has so many series at most.</summary>
    internal static MetricStreamConfiguration Limited(Instrument instrument) => new() { CardinalityLimit = Instruments.MostSeries };

    /// <summary>Of what is published; anywhere else there is none, and nothing happens.</summary>
    /// <param name="insights">The address of Application Insights, which is called a connection string.</param>
    static partial void AddAzureMonitor(TracerProviderBuilder traces, MeterProviderBuilder metrics, string insights);

    /// <summary>The variables may be settings of the app that are no variables of its process.</summary>
    private void Configure(IServiceCollection services) => services.AddSingleton(configuration);
}
