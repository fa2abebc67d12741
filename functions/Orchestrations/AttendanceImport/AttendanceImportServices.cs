using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Settings;
using Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

public static class AttendanceImportServices
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddAttendanceImport(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<AttendanceImportOptions>(AttendanceImportOptions.Section))
        .AddSingleton<ImportStore>()
        .AddSingleton<RowDetails>()
        .AddSingleton<AttendanceIntake>()
        .AddSingleton<RowResults>()
        .AddContainer(PlatformContainers.Imports);
}
