using System.Globalization;
using System.Text.Json;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>What counters are called. Stored: another name needs a rebuild.</summary>
public static class CounterNames
{
    public const string AtRisk = "atRisk";

    private const string AttendancePrefix = "attendance-";
    private const string TaskPrefix = "task-";

    /// <summary>As it is stored everywhere.</summary>
    public static string Of<T>(T name)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(name.ToString());

    public static string Application(ApplicationStatus status) => $"applications-{Of(status)}";

    public static string Learners(EnrolmentStatus status) => $"learners-{Of(status)}";

    public static string Certificates(CertificateStatus status) => $"certificates-{Of(status)}";

    public static string Risk(Risk risk) => $"risk-{Of(risk)}";

    /// <param name="week">As <see cref="WeekOf"/> has it.</param>
    public static string Attendance(string week, AttendanceStatus status) => $"{AttendancePrefix}{week}-{Of(status)}";

    public static string Task(Guid taskId, SubmissionStatus status) => $"{TaskPrefix}{taskId}-{Of(status)}";

    public static string LateTask(Guid taskId) => $"{TaskPrefix}{taskId}-late";

    /// <summary>The ISO week: 2026-W01.</summary>
    public static string WeekOf(DateOnly day)
    {
        var time = day.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}");
    }

    /// <summary>The weeks of which something is counted.</summary>
    public static IEnumerable<string> Weeks(IReadOnlyDictionary<string, long> counters) => Parts(counters, AttendancePrefix);

    /// <summary>The tasks of which something is counted.</summary>
    public static IEnumerable<Guid> Tasks(IReadOnlyDictionary<string, long> counters) => Parts(counters, TaskPrefix).Select(Guid.Parse);

    /// <summary>What stands between the first and the last part of a name.</summary>
    private static IEnumerable<string> Parts(IReadOnlyDictionary<string, long> counters, string prefix) => counters
        .Where(counter => counter.Value != 0 && counter.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(counter => counter.Key[prefix.Length..counter.Key.LastIndexOf('-')])
        .Distinct(StringComparer.Ordinal);
}
