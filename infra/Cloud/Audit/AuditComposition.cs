using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Cloud.Audit.Checkpoints;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Audit;

public static class AuditComposition
{
    /// <summary>Stores who reads and writes personal data, whatever function it is. Comes after all that may refuse a request, or answer in its place.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static FunctionsApplicationBuilder UseAudit(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddAudit(builder.Configuration);
        builder.UseMiddleware<AuditMiddleware>();
        return builder;
    }

    /// <summary>The access log, what writes it, and what proves it; blobs and signatures must be there for the last.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration) => services
        .AddContainer(PlatformContainers.Audit)
        .AddSingleton(configuration.Read<AuditOptions>(AuditOptions.Section))
        .AddSingleton<AuditDocuments>()
        .AddSingleton<AuditWriter>()
        .AddSingleton<AccessLog>()
        .AddSubjectStore<AuditStore>()
        .AddBlobContainer(CheckpointLog.Container)
        .AddSingleton<CheckpointFeed>()
        .AddSingleton<CheckpointLog>()
        .AddSingleton<AuditCheckpoints>()
        .AddSingleton<AuditVerifier>()
        .AddSubjectStore(DeclaredStore.NotPersonal(
            "audit-checkpoints",
            "It holds the hashes of entries, and of chains: whose they are can be told only by who knows them already.",
            new StoredPlace(StoredPlaceKind.BlobContainer, CheckpointLog.Container.Name)));
}
