using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;
using Serverless.Cloud.Telemetry.Recording;

namespace Serverless.Cloud.Telemetry;

public static class TelemetryComposition
{
    /// <summary>Where spans, metrics and logs are sent to. Without it they stay within the process; OpenTelemetry's other variables hold too.</summary>
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Where Application Insights is. The Functions host reads it, too.</summary>
    public const string InsightsSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Measures every invocation. Comes before all other middleware.</summary>
    /// <param name="functions">Where the app's functions are.</param>
    public static FunctionsApplicationBuilder UseTelemetry(this FunctionsApplicationBuilder builder, Assembly functions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(functions);
        builder.Services.AddMeasures().AddSingleton(MeasuredFunction.In(functions.GetTypes()));
        builder.UseMiddleware<InvocationTelemetry>();
        var (hasCollector, insights) = (HasCollector(builder.Configuration), InsightsOf(builder.Configuration));
        if (hasCollector || !string.IsNullOrEmpty(insights))
            builder.Services.AddSingleton<TelemetryExport>().AddHostedService(provider => provider.GetRequiredService<TelemetryExport>());
        if (hasCollector) builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(TelemetryExport.Resource).AddOtlpExporter());
        return builder;
    }

    internal static bool HasCollector(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[EndpointSetting]);

    internal static string? InsightsOf(IConfiguration configuration) => configuration[InsightsSetting];

    /// <summary>What measures, for whoever needs it.</summary>
    internal static IServiceCollection AddMeasures(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Instruments>();
        services.TryAddSingleton<Recorder>();
        services.TryAddSingleton<FeedTelemetry>();
        return services;
    }
}
