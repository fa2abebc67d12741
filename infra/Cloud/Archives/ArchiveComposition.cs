using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Archives;

public static class ArchiveComposition
{
    /// <summary>What reads archives, for all that reads records.</summary>
    internal static IServiceCollection AddArchiveReading(this IServiceCollection services) => services
        .AddSingleton(provider => new ArchiveBlobs(new Lazy<BlobContainers>(provider.GetRequiredService<BlobContainers>)))
        .AddSingleton<ArchiveLookup>();

    /// <summary>Archives, where they are indexed, and how records come back from there; blobs must be there.</summary>
    public static IServiceCollection AddArchives(this IServiceCollection services) => services
        .AddContainer(PlatformContainers.Archives)
        .AddSingleton<ArchiveIndex>()
        .AddSingleton<Rehydrating>()
        .AddSubjectStore<ArchiveErasure>();
}
