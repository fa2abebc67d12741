using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Serverless.Cloud.Identity;

public static class CallerComposition
{
    /// <summary>Lets only those through to HTTP functions whom they allow.</summary>
    /// <param name="functions">Where the app's functions are.</param>
    /// <exception cref="Settings.SettingException">The app must not start as it is set up.</exception>
    public static FunctionsApplicationBuilder UseCallers(this FunctionsApplicationBuilder builder, Assembly functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        return builder.UseCallers(functions.GetTypes());
    }

    public static FunctionsApplicationBuilder UseCallers(this FunctionsApplicationBuilder builder, IEnumerable<Type> functions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = CallerOptions.Read(builder.Configuration, functions);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new CallLimiter(options.Limits));
        builder.Services.AddResidency(builder.Configuration);
        builder.Services.AddHostedService<UnansweringFunctions>();
        builder.UseMiddleware<CallerMiddleware>();
        return builder;
    }

    /// <summary>For whatever lets tenants in, or says where their data is.</summary>
    /// <exception cref="Settings.SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddResidency(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(Residency.Read(configuration));
        return services;
    }
}
