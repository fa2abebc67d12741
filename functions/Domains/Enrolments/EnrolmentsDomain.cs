using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Enrolments;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>An accepted application enrols a person; what they attend and pass is added up until the programme's
/// completion rules are fulfilled, or they leave, and may come back by another acceptance.</description></item>
/// <item><term>change</term><description>With every attendance and every passed task, along <see cref="EnrolmentSteps"/>; seldom by hand.</description></item>
/// <item><term>truth, owner</term><description>This container; the team programme-delivery. What was attended and passed is others' truth, told here; who has
/// completed is decided here, by the rules that Programmes states.</description></item>
/// <item><term>debug</term><description>The events of the enrolment; each names the request or the event that it follows from.</description></item>
/// <item><term>retry</term><description>Tellings by what they say: told again, late or in another order they change nothing. Commands by Idempotency-Key.</description></item>
/// <item><term>not stored</term><description>Why somebody was absent and how well they did: Attendance's and Submissions' own. No seat: leaving does not
/// free it, withdrawing the application does.</description></item>
/// <item><term>consumers, future reads</term><description>Attendance and submissions (who takes part?), certificates, dashboards, reports.</description></item>
/// <item><term>recovery</term><description>All but what is done by hand is told again by the events of applications, attendance and submissions; a lost
/// container, from its backup.</description></item>
/// </list>
/// </summary>
public static class EnrolmentsDomain
{
    public static Domain<Enrolment, EnrolmentEvent> Enrolments { get; } = new("enrolments", "enrolment")
    {
        Owner = "programme-delivery",
        Erasure = Erasure.Anonymise("How many began, left and completed a programme is counted for its funders; without notes, under an id of nobody."),
        Retention = Retention
            .Years(1, after: "status", becomes: ["completed", "dropped"], "Article 82(1) of Regulation (EU) 2021/1060: who was trained is proved to funders; certificates can be explained")
            .ThenArchived(offlineAfterDays: 3 * 365, deletedAfterDays: 10 * 365),
        Events =
        [
            EventType.Of<EnrolmentStarted>("enrolment-started"),
            EventType.Of<EnrolmentAttendanceRecorded>("enrolment-attendance-recorded"),
            EventType.Of<EnrolmentTaskPassed>("enrolment-task-passed"),
            EventType.Of<EnrolmentCompleted>("enrolment-completed"),
            EventType.Of<EnrolmentDropped>("enrolment-dropped"),
        ],
        Queries = [new QueryPattern("A person's enrolments, the newest first", "createdAt")],
        Evolve = EnrolmentDecisions.Evolve,
        OnErasure = EnrolmentDecisions.Erase,
    };
}
