using System.Reflection;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects.ReadModels;
using Serverless.Cloud.Subjects.Records;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects;

public static class SubjectComposition
{
    /// <summary>What erasure does with all that is stored: with records as their domains declare it, and with the rest as its stores say.</summary>
    /// <param name="functions">Where orchestrations are.</param>
    public static IServiceCollection AddSubjectStores(this IServiceCollection services, Assembly functions) => services
        .AddSingleton(provider => Compose(provider, functions))
        .AddHostedService<SubjectStoreStart>()
        .AddPlatformStores();

    public static IServiceCollection AddSubjectStore(this IServiceCollection services, ISubjectStore store) => services.AddSingleton(store);

    public static IServiceCollection AddSubjectStore<TStore>(this IServiceCollection services)
        where TStore : class, ISubjectStore => services.AddSingleton<ISubjectStore, TStore>();

    /// <inheritdoc cref="AddSubjectStore(IServiceCollection, ISubjectStore)"/>
    public static IServiceCollection AddSubjectStore(this IServiceCollection services, Func<IServiceProvider, ISubjectStore> store) => services.AddSingleton(store);

    private static SubjectStores Compose(IServiceProvider provider, Assembly functions)
    {
        var domains = provider.GetServices<Domain>().ToList();
        var (database, keys, time) = (provider.GetRequiredService<Database>(), provider.GetRequiredService<SubjectKeys>(), provider.GetRequiredService<TimeProvider>());
        var records = domains.GroupBy(domain => domain.Container, StringComparer.Ordinal)
            .Select(container => new RecordErasure(container.Key, [.. container], database, keys, time));
        var models = provider.GetServices<Projection>()
            .Select(projection => ActivatorUtilities.CreateInstance<ReadModelErasure>(provider, projection));
        var reserved = domains.Where(domain => domain.Reserves).Select(domain => new ReservationErasure(domain, provider.GetRequiredService<Reservations>()));
        return new SubjectStores(
            [.. records, .. models, .. reserved, .. provider.GetServices<ISubjectStore>()],
            [
                .. StoredPlaces.OfContainers(domains, provider.GetServices<ContainerDeclaration>()),
                .. provider.GetServices<BlobContainerDeclaration>().Select(container => new StoredPlace(StoredPlaceKind.BlobContainer, container.Name)),
                .. StoredPlaces.OfMessaging(),
                .. StoredPlaces.OfOrchestrations(functions),
            ]);
    }
}
