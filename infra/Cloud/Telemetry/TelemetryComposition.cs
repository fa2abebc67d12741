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

    /// <summary>Measures every invocation. Comes before all other middleware.</summary>
    /// <param name="functions">Where the app's functions are.</param>
    public static FunctionsApplicationBuilder UseTelemetry(this FunctionsApplicationBuilder builder, Assembly functions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(functions);
        builder.Services.AddMeasures().AddSingleton(MeasuredFunction.In(functions.GetTypes()));
        builder.UseMiddleware<InvocationTelemetry>();
        if (!string.IsNullOrEmpty(builder.Configuration[EndpointSetting])) Export(builder);
        return builder;
    }

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

    private static void Export(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TelemetryExport>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<TelemetryExport>());
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(TelemetryExport.Resource).AddOtlpExporter());
    }
}
