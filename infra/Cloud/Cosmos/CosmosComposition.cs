using System.Diagnostics.Metrics;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

public static class CosmosComposition
{
    /// <summary>The app's account, its database, and its containers, which are there before the app starts.</summary>
    /// <exception cref="SettingException">The account is not named, or not so that it can be reached.</exception>
    public static IServiceCollection AddCosmos(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = CosmosConnection.Read(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics().AddSingleton<RequestCharges>();
        services.AddSingleton(provider => connection.Open(provider.GetRequiredService<RequestCharges>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<CosmosClient>().GetDatabase(CosmosConnection.Database));
        // A handler belongs to one client.
        services.AddSingleton(provider => new BulkDatabase(connection.Open(new RequestCharges(provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<TimeProvider>(), isBulk: true)));
        services.AddSingleton<Containers>();
        services.AddHostedService<ContainerStart>();
        return services.AddContainer(PlatformContainers.Leases).AddContainer(PlatformContainers.Operations);
    }

    /// <exception cref="DeclarationException">The domain is not fully declared, or has a feature that another has.</exception>
    public static IServiceCollection AddDomain<TState, TEvent>(this IServiceCollection services, Domain<TState, TEvent> domain)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(domain);
        domain.Validate();
        FeatureRules.Unshared(services.Select(service => service.ImplementationInstance).OfType<Domain>().Append(domain).Distinct());
        if (domain.Retention?.Archive is not null) services.AddBlobContainer(ArchiveBlobs.ContainerOf(domain));
        return services.AddSingleton(domain).AddSingleton<Domain>(domain);
    }

    /// <exception cref="DeclarationException">The declaration contradicts itself.</exception>
    public static IServiceCollection AddContainer(this IServiceCollection services, ContainerDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        declaration.Validate();
        return services.AddSingleton(declaration);
    }
}
