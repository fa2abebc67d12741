using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Blobs;
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
        .AddSubjectStore<SubjectExportErasure>();
}
