using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Functions.Orchestrations.SubjectExport.Page;

namespace Serverless.Functions.Orchestrations.SubjectExport;

public static class SubjectExportServices
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddSubjectExports(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<SubjectExportOptions>(SubjectExportOptions.Section))
        .AddResidency(configuration)
        .AddBlobContainer(SubjectExportOptions.Container)
        .AddSingleton<ExportDocuments>()
        .AddSingleton<ExportBlobs>()
        .AddSingleton<ExportSections>()
        .AddSingleton<ExportInformation>()
        .AddSingleton<ExportPage>()
        .AddSingleton<Packing>()
        .AddSingleton<ExportLinks>()
        .AddSingleton<SubjectExportIntake>()
        .AddSingleton<SubjectExportEnd>()
        .AddSingleton(provider => new AccessLogSource(provider.GetRequiredService<AccessLog>()).Source)
        .AddSingleton(SubjectExportOrchestration.Instances)
        .AddSubjectStore<SubjectExportErasure>()
        .AddStorePolicy(provider => Kept(provider.GetRequiredService<SubjectExportOptions>()));

    private static StorePolicy Kept(SubjectExportOptions options) => new("exports", new StoredPlace(StoredPlaceKind.BlobContainer, SubjectExportOptions.Container.Name))
    {
        Holds = "what persons have asked for about themselves, sealed until it is downloaded",
        Life = options.Life,
        When = "it was made",
        EndedBy = $"the timer ExpireSubjectExports; should that fail, a lifecycle rule of the storage account after {SubjectExportOptions.Container.DeletedAfterDays} days",
        Setting = $"{SubjectExportOptions.Section}__{nameof(SubjectExportOptions.Life)}",
        Reason = "GDPR Art. 12(3): time enough to fetch it",
    };
}
