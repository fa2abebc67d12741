using System.ComponentModel.DataAnnotations;

namespace Serverless.Functions.Domains.Attendance;

public sealed class AttendanceOptions
{
    public const string Section = "Attendance";

    /// <summary>Who checks in so long after a session has started is not yet late.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "02:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);
}
