using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Lifecycle;

public static class LifecycleComposition
{
    /// <summary>How long everything is kept that is stored.</summary>
    /// <param name="functions">Where orchestrations are.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration, Assembly functions) => services
        .AddSingleton(configuration.Read<HistoryOptions>(HistoryOptions.Section))
        .AddSingleton(provider => Compose(provider, functions))
        .AddPlatformPolicies();

    public static IServiceCollection AddStorePolicy(this IServiceCollection services, Func<IServiceProvider, StorePolicy> policy) => services.AddSingleton(policy);

    private static StorePolicies Compose(IServiceProvider provider, Assembly functions)
    {
        var domains = provider.GetServices<Domain>().ToList();
        return new StorePolicies(domains,
        [
            .. provider.GetServices<StorePolicy>(),
            .. provider.GetServices<Projection>().Select(DerivedPolicies.Of),
            .. DerivedPolicies.OfArchives(domains),
            .. MessagePolicies.Of(StoredPlaces.MessagingDeclared(), provider.GetRequiredService<MessageOptions>()),
            DerivedPolicies.OfAnswers(domains, provider.GetRequiredService<RecordOptions>()),
            DerivedPolicies.OfReservations(domains),
            .. DerivedPolicies.OfHistories(StoredPlaces.OfOrchestrations(functions), provider.GetRequiredService<HistoryOptions>()),
        ]);
    }
}
