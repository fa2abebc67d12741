using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Serverless.Cloud.Telemetry;

/// <summary>
/// Application Insights, by Microsoft's exporter. The Functions host sends requests and logs there by itself, and knows nothing of
/// our metrics, by which somebody is woken up.
/// </summary>
internal sealed partial class TelemetryExport
{
    static partial void AddAzureMonitor(TracerProviderBuilder traces, MeterProviderBuilder metrics, string insights)
    {
        traces.AddAzureMonitorTraceExporter(Set);
        metrics.AddAzureMonitorMetricExporter(Set);

        void Set(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = insights;
            options.Credential = new DefaultAzureCredential();
        }
    }
}
