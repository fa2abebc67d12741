using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Settings;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Attendance;

public static class AttendanceServices
{
    /// <summary>The domain, what others may tell it, and what follows from its events.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddAttendance(this IServiceCollection services, IConfiguration configuration) => services
        .AddDomain(AttendanceDomain.Attendance)
        .AddSingleton(configuration.Read<AttendanceOptions>(AttendanceOptions.Section))
        .AddSingleton<Occasions>()
        .AddSingleton<AttendanceLists>()
        .AddSingleton<RecordAttendance>(provider => provider.GetRequiredService<AttendanceLists>().RecordAsync)
        .AddReaction<RecordAttendedSession>(
            AttendedSessions.Name, AttendanceDomain.Attendance, [typeof(AttendanceRecorded), typeof(AttendanceCorrected)], AttendedSessions.Tell);
}
