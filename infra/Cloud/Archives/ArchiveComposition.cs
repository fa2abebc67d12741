using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Cloud.Subjects.ReadModels;

namespace Serverless.Cloud.Archives;

public static class ArchiveComposition
{
    /// <summary>What reads archives, for all that reads records.</summary>
    internal static IServiceCollection AddArchiveReading(this IServiceCollection services) => services
        .AddSingleton(provider => new ArchiveBlobs(new Lazy<BlobContainers>(provider.GetRequiredService<BlobContainers>)))
        .AddSingleton<ArchiveLookup>()
        .AddSingleton<ArchiveIndex>()
        .AddSingleton<ArchiveRecall>();

    /// <summary>Archives, where they are indexed, and how records come back from there; blobs must be there.</summary>
    public static IServiceCollection AddArchives(this IServiceCollection services) => services
        .AddContainer(PlatformContainers.Archives)
        .AddSingleton<Rehydrating>()
        .AddSubjectStore<ArchiveErasure>();

    /// <summary>What takes records out of reach, by archiving and by deleting; <see cref="IsHeld"/> must be there.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddRetirement(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<LifecycleOptions>(LifecycleOptions.Section))
        .AddSingleton(provider => new RequestUnitBudget(provider.GetRequiredService<LifecycleOptions>().Budget, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<RetiredRecords>()
        .AddSingleton<RetirementGuard>()
        .AddSingleton<RetirementLook>()
        .AddSingleton<RecordRetreat>()
        .AddSingleton<ArchiveRemoval>()
        .AddSingleton<Archiving>()
        .AddSingleton<ReadModelRefold>()
        .AddSingleton<Deleting>();
}
