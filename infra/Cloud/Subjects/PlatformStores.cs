using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Messaging;

namespace Serverless.Cloud.Subjects;

/// <summary>What erasure does in the containers and topics that belong to no domain, no read model and no orchestration.</summary>
internal static class PlatformStores
{
    public static IServiceCollection AddPlatformStores(this IServiceCollection services) => services
        .AddSubjectStore(DeclaredStore.NotPersonal(
            "leases", "It holds how far readers of change feeds are, and no document that they read.", Container(PlatformContainers.Leases)))
        .AddSubjectStore(provider => new PartitionStore(
            PlatformContainers.DeadLetters.Name, ErasureStage.Copies, new ErasureRule(ErasureEffect.Deleted, ""), provider.GetRequiredService<Database>()))
        .AddSubjectStore(provider => new PartitionStore(
            PlatformContainers.Keys.Name,
            ErasureStage.Copies,
            new ErasureRule(ErasureEffect.Retained, "What is left of a key that is destroyed is its id and when that was, so that nobody makes another (Art. 5(2) GDPR)."),
            provider.GetRequiredService<KeyDatabase>().Database))
        .AddSubjectStore(provider => new PartitionStore(
            PlatformContainers.Operations.Name,
            ErasureStage.Copies,
            new ErasureRule(ErasureEffect.Retained, "It proves what was done, by ids, codes and times (Art. 5(2) GDPR)."),
            provider.GetRequiredService<Database>()))
        .AddSubjectStore(DeclaredStore.Expires(
            "events", "Messages hold events as they are stored: what is personal cannot be read without the key. They go when they are taken, or when their time is over.",
            new StoredPlace(StoredPlaceKind.Topic, EventSender.Topic)));

    private static StoredPlace Container(ContainerDeclaration container) => new(StoredPlaceKind.Container, container.Name);
}
