using System.ComponentModel;
using System.Xml;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>How a programme goes. What nothing is known of is 0; only what may be left out is.</summary>
public sealed record Dashboard(
    Guid ProgrammeId,
    string Title,
    ProgrammeStatus Status,
    [property: Description("Applications by how far they have come.")] IReadOnlyDictionary<string, long> Applications,
    [property: Description("People by whether they take part (active), have completed the programme or have left it (dropped).")] IReadOnlyDictionary<string, long> Learners,
    [property: Description("Attendance by ISO week of the sessions' days (UTC), the earliest first.")] IReadOnlyList<WeekAttendance> Attendance,
    [property: Description("The programme's tasks, in its order.")] IReadOnlyList<TaskResults> Tasks,
    LearnersAtRisk AtRisk,
    [property: Description("Certificates that stand (issued) and that were revoked.")] IReadOnlyDictionary<string, long> Certificates,
    [property: Description("Everything that was written until then is contained, but for dead letters; missing where that is not known.")] DateTimeOffset? AsOf,
    [property: Description("How long ago that was (ISO 8601).")] string? Lag,
    DashboardSource Projection)
{
    public static Dashboard Of(Guid programmeId, ProgrammeOutline programme, IReadOnlyDictionary<string, long> counters, ModelState state, DateTimeOffset now) => new(
        programmeId,
        programme.Title,
        programme.Status,
        Counts<ApplicationStatus>(counters, CounterNames.Application),
        Counts<EnrolmentStatus>(counters, CounterNames.Learners),
        [.. CounterNames.Weeks(counters).Order(StringComparer.Ordinal).Select(week => WeekAttendance.Of(week, counters))],
        [.. TaskResults.Of(programme, counters)],
        new LearnersAtRisk(counters.GetValueOrDefault(CounterNames.AtRisk), Counts<Risk>(counters, CounterNames.Risk), LearnerRisks.Rule),
        Counts<CertificateStatus>(counters, CounterNames.Certificates),
        state.AsOf,
        LagOf(state, now),
        new DashboardSource(ProgrammeDashboardProjection.Name, state.Build));

    internal static string? LagOf(ModelState state, DateTimeOffset now) => state.AsOf is { } asOf ? XmlConvert.ToString(now > asOf ? now - asOf : TimeSpan.Zero) : null;

    /// <summary>The share of a whole, from 0 to 1; 0 of nothing.</summary>
    internal static double Share(long part, long whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 4);

    private static Dictionary<string, long> Counts<T>(IReadOnlyDictionary<string, long> counters, Func<T, string> name)
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(CounterNames.Of, one => counters.GetValueOrDefault(name(one)));
}

/// <summary>How people attended the sessions of a week.</summary>
public sealed record WeekAttendance(
    [property: Description("The ISO week, such as 2026-W01.")] string Week,
    long Present,
    long Late,
    long Absent,
    long Excused,
    [property: Description("Share of those who came, late or not, among all who were not excused: from 0 to 1.")] double Rate)
{
    internal static WeekAttendance Of(string week, IReadOnlyDictionary<string, long> counters)
    {
        var (present, late, absent) = (Count(AttendanceStatus.Present), Count(AttendanceStatus.Late), Count(AttendanceStatus.Absent));
        return new WeekAttendance(week, present, late, absent, Count(AttendanceStatus.Excused), Dashboard.Share(present + late, present + late + absent));

        long Count(AttendanceStatus status) => counters.GetValueOrDefault(CounterNames.Attendance(week, status));
    }
}

/// <summary>What became of a task. Each person who has handed it in is counted once, by how their submission stands.</summary>
public sealed record TaskResults(
    Guid TaskId,
    [property: Description("Missing while the task itself is not known yet.")] string? Title,
    DateOnly? Due,
    [property: Description("All who have handed it in.")] long HandedIn,
    [property: Description("Waiting for a review.")] long Submitted,
    long Returned,
    long Passed,
    long Failed,
    [property: Description("Of those who have handed it in, whose last attempt came after the day it was due.")] long Late,
    [property: Description("Share of those who passed among all who passed or failed: from 0 to 1.")] double PassRate)
{
    /// <summary>All tasks of the programme, and after them those of which it does not know yet.</summary>
    internal static IEnumerable<TaskResults> Of(ProgrammeOutline programme, IReadOnlyDictionary<string, long> counters)
    {
        var known = programme.Assignments.Select(task => Of(task.Id, task.Title, task.Due, counters)).ToList();
        return known.Concat(CounterNames.Tasks(counters).Except(known.Select(task => task.TaskId)).Order().Select(id => Of(id, title: null, due: null, counters)));
    }

    private static TaskResults Of(Guid id, string? title, DateOnly? due, IReadOnlyDictionary<string, long> counters)
    {
        var (submitted, returned) = (Count(SubmissionStatus.Submitted), Count(SubmissionStatus.Returned));
        var (passed, failed) = (Count(SubmissionStatus.Passed), Count(SubmissionStatus.Failed));
        return new TaskResults(
            id, title, due, submitted + returned + passed + failed, submitted, returned, passed, failed, counters.GetValueOrDefault(CounterNames.LateTask(id)), Dashboard.Share(passed, passed + failed));

        long Count(SubmissionStatus status) => counters.GetValueOrDefault(CounterNames.Task(id, status));
    }
}

/// <summary>How many may not complete the programme. Who they are is a list of its own.</summary>
public sealed record LearnersAtRisk(
    long Count,
    [property: Description("By reason; somebody may have several.")] IReadOnlyDictionary<string, long> Reasons,
    [property: Description("When somebody is at risk.")] string Rule);

/// <summary>Which build of which read model answers.</summary>
public sealed record DashboardSource(string Name, int Version);
