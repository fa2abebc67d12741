using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostComposition _composition;
    private readonly WebApplicationBuilder _web;

    internal FunctionsApplicationBuilder(string[]? args, Assembly functions)
    {
        _composition = HostComposition.Create(args ?? [], functions);
        _web = _composition.Web;
    }

    public ConfigurationManager Configuration => _web.Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    public IServiceCollection Services => _web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    internal HostComposition Composition => _composition;

    public IHost Build() => _composition.Build();

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        _composition.Pipeline.Add(middleware);
        return this;
    }
}
