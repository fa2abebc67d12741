using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

public static class ProjectionComposition
{
    /// <summary>What all read models have in common.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddProjections(this IServiceCollection services, IConfiguration configuration) => services
        .AddMeasures()
        .AddSingleton(configuration.Read<ProjectionOptions>(ProjectionOptions.Section))
        .AddSingleton<ProjectionSet>()
        .AddSingleton<Builds>()
        .AddSingleton<DeadLetters>()
        .AddSingleton<DeadLetterCounts>()
        .AddSingleton<SubjectFold>()
        .AddSingleton<FeedFold>()
        .AddSingleton<ConsentFold>()
        .AddSingleton<ProjectionFeed>()
        .AddSingleton<StoredEvents>()
        .AddSingleton<Authority>()
        .AddSingleton<Freshness>()
        .AddSingleton<ReadModel>()
        .AddSingleton<FoldWait>()
        .AddSingleton<PlacedModel>()
        .AddSingleton<PrefixSearch>()
        .AddSingleton<IReplay, ProjectionReplay>()
        .AddSingleton<DeadLetterDesk>()
        .AddSingleton<Resumption>()
        .AddSingleton<ProjectionReport>()
        .AddSingleton<Rebuilding>()
        .AddSingleton<RebuildArchives>()
        .AddSingleton<RebuildFeed>()
        .AddSingleton<DeadLetterEndpoint>()
        .AddContainer(PlatformContainers.DeadLetters);

    /// <summary>A read model, with the container that its documents lie in.</summary>
    /// <exception cref="DeclarationException">Its documents are not fully declared.</exception>
    public static IServiceCollection AddProjection(this IServiceCollection services, Projection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        // Compiled here, so that a field without a declaration keeps the app from starting.
        foreach (var document in projection.Documents)
        {
            // Nobody asks what is switched when a read model is read: a field comes there once it is always there.
            var flagged = document.Schema.Fields.Where(field => field.Feature is not null).Select(field => $"'{field.Name}' belongs to a feature, which a read model does not look at").ToList();
            if (flagged.Count > 0) throw new DeclarationException($"The read model '{projection.Name}'", flagged);
        }

        return services.AddSingleton(projection).AddContainer(projection.Container);
    }
}
