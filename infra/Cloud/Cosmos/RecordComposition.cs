using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Features;
using Serverless.Cloud.Http;
using Serverless.Cloud.Settings;

namespace Serverless.Cloud.Cosmos;

public static class RecordComposition
{
    /// <summary>The write path: from a request to a batch.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<RecordOptions>(RecordOptions.Section))
        .AddArchiveReading()
        .AddFeatures(configuration)
        .AddSingleton<RecordStore>()
        .AddSingleton<SubjectEvents>()
        .AddSingleton<RecordHistory>()
        .AddSingleton<SubjectRecords>()
        .AddSingleton<Commands>()
        .AddSingleton<Reservations>()
        .AddSingleton<RecordEndpoint>()
        .AddSingleton<PlanEndpoint>();
}
