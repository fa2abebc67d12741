using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Settings;

namespace Serverless.Functions.Platform.ProcessingRecords;

public static class ProcessingRecordsServices
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddProcessingRecords(this IServiceCollection services, IConfiguration configuration) => services
        .AddResidency(configuration)
        .AddSingleton(configuration.Read<ProcessingOptions>(ProcessingOptions.Section))
        .AddSingleton<ProcessingRecordWriter>();
}
