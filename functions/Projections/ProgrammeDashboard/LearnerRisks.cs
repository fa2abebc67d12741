using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>Why somebody may not complete the programme. Stored by name: add, never rename or remove.</summary>
public enum Risk
{
    /// <summary>At least two of the last three sessions were missed.</summary>
    Absences,

    /// <summary>A task is failed.</summary>
    FailedTask,

    /// <summary>Of four sessions or more, less than half were attended.</summary>
    LowAttendance,
}

/// <summary>
/// Follows from facts alone, without a clock and without judgement of anybody. Sessions of which somebody was excused are left
/// out, and so is who does not take part any more.
/// </summary>
public static class LearnerRisks
{
    /// <summary>As readers of a dashboard are told it.</summary>
    public const string Rule = "Who takes part is at risk with absences (absent from at least 2 of the last 3 recorded sessions), failedTask (a task is failed) "
        + "or lowAttendance (4 or more sessions are recorded, and less than half of them attended). Sessions of which somebody was excused do not count. "
        + "Nothing is judged of who has not consented to it (progressAnalysis).";

    private const int Latest = 3;
    private const int MostAbsences = 1;
    private const int EnoughToSay = 4;

    /// <summary>With what follows of the learner, who has consented to that; without it, who has not.</summary>
    public static Learner Judge(Learner learner, bool isConsented)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var risks = isConsented ? Of(learner) : [];
        return learner with { Risks = risks, IsAtRisk = risks.Count > 0 };
    }

    public static IReadOnlyList<Risk> Of(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return learner.Enrolment == EnrolmentStatus.Active ? [.. Reasons(learner)] : [];
    }

    private static IEnumerable<Risk> Reasons(Learner learner)
    {
        var sessions = learner.Sessions.Where(one => one.Status != AttendanceStatus.Excused).ToList();
        var absences = sessions.Count(one => one.Status == AttendanceStatus.Absent);
        if (sessions.TakeLast(Latest).Count(one => one.Status == AttendanceStatus.Absent) > MostAbsences) yield return Risk.Absences;
        if (learner.Tasks.Any(task => task.Status == SubmissionStatus.Failed)) yield return Risk.FailedTask;
        if (sessions.Count >= EnoughToSay && (sessions.Count - absences) * 2 < sessions.Count) yield return Risk.LowAttendance;
    }
}
