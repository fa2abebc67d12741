using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Settings;

namespace Serverless.Functions.Domains.Attendance;

public static class AttendanceServices
{
    /// <summary>The domain, and what others may tell it.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddAttendance(this IServiceCollection services, IConfiguration configuration) => services
        .AddDomain(AttendanceDomain.Attendance)
        .AddSingleton(configuration.Read<AttendanceOptions>(AttendanceOptions.Section))
        .AddSingleton<Occasions>();
}
