using Microsoft.Extensions.DependencyInjection;

namespace Serverless.LocalRuntime.Functions.Http;

/// <summary>Present when the app has asked for the types of ASP.NET Core.</summary>
internal sealed class AspNetCoreResults;

internal static class HttpServices
{
    public static void AddHttpTriggers(this IServiceCollection services)
    {
        services.AddSingleton<Joining.TriggerKind, HttpTriggerKind>();
        services.AddSingleton<HttpRoutes>();
        services.AddSingleton<HttpInvoker>();
        services.AddSingleton<HttpThrottle>();
        services.AddCors();
    }

    public static void AddAspNetCoreResults(this IServiceCollection services)
    {
        services.AddMvcCore();
        services.AddSingleton<AspNetCoreResults>();
    }
}
