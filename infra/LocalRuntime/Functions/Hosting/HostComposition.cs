using System.Net;
using System.Reflection;
using Azure.Core.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Serverless.LocalRuntime.Functions.Cosmos;
using Serverless.LocalRuntime.Functions.Durable;
using Serverless.LocalRuntime.Functions.Http;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;
using Serverless.LocalRuntime.Functions.ServiceBus;
using Serverless.LocalRuntime.Functions.Timers;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>Puts the host together. A new kind of trigger is registered in <see cref="AddTriggers"/>.</summary>
internal sealed class HostComposition
{
    private const int UsualPort = 7071;

    /// <summary>What the documentation of HTTP triggers gives as their limit.</summary>
    private const long LargestRequest = 104_857_600;

    private HostComposition(WebApplicationBuilder web, Assembly functions)
    {
        Web = web;
        FunctionTypes = functions.GetTypes();
    }

    public WebApplicationBuilder Web { get; }

    public FunctionPipeline Pipeline { get; } = new();

    /// <summary>Where functions are looked for.</summary>
    public IEnumerable<Type> FunctionTypes { get; set; }

    public static HostComposition Create(string[] args, Assembly functions)
    {
        var arguments = HostArguments.Read(args);
        var settings = HostJson.Read(arguments.Root);
        var local = LocalSettings.Read(arguments.Root);

        var web = WebApplication.CreateEmptyBuilder(new()
        {
            ContentRootPath = arguments.Root,
            EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
        });
        web.Configuration
            .AddInMemoryCollection(local.Values)
            .AddEnvironmentVariables()
            .AddCommandLine(args, HostArguments.Switches);
        web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Listen(IPAddress.Loopback, arguments.Port ?? local.LocalHttpPort ?? UsualPort);
        });

        var composition = new HostComposition(web, functions);
        AddLogging(web.Logging, settings);
        composition.AddServices(arguments, settings, local);
        AddTriggers(web.Services);
        return composition;
    }

    public void AddAspNetCore() => Web.Services.AddAspNetCoreResults();

    public IHost Build()
    {
        Web.Services.TryAddSingleton(TimeProvider.System);
        var app = Web.Build();
        app.Services.GetRequiredService<FunctionSet>().Fill(FunctionTypes);
        app.UseFunctionEndpoints();
        return app;
    }

    private static void AddLogging(ILoggingBuilder logging, HostJson settings)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        foreach (var (category, level) in settings.LogLevels)
        {
            if (category.Equals("default", StringComparison.OrdinalIgnoreCase))
                logging.SetMinimumLevel(level);
            else
                logging.AddFilter(category, level);
        }
    }

    private void AddServices(HostArguments arguments, HostJson settings, LocalSettings local)
    {
        var services = Web.Services;
        services.AddRouting();
        services.AddSingleton(settings);
        services.AddSingleton(local);
        services.AddSingleton(Pipeline);
        services.AddSingleton(new StateFolder(arguments.State));
        services.AddSingleton<HostShutdown>();
        services.AddSingleton<HostKeys>();
        services.AddSingleton<FunctionExecutor>();
        services.AddSingleton<RetryingExecutor>();
        services.AddSingleton<HandRuns>();
        services.AddSingleton<FunctionBinder>();
        services.AddSingleton<FunctionSet>();
        services.AddHostedService<FunctionHost>();
        services.AddOptions<WorkerOptions>().PostConfigure(options =>
            options.Serializer ??= new JsonObjectSerializer(new() { PropertyNameCaseInsensitive = true }));
    }

    private static void AddTriggers(IServiceCollection services)
    {
        services.AddHttpTriggers();
        services.AddTimerTriggers();
        services.AddCosmosTriggers();
        services.AddDurableTriggers();
        services.AddServiceBusTriggers();
    }
}
