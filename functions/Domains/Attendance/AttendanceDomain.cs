using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>
/// <list type="table">
/// <item><term>process</term><description>People check in to a session, or staff record how they attended, one by one or from a list of thousands.</description></item>
/// <item><term>change</term><description>Once for each person and session; corrected seldom, by staff, from any status to any other.</description></item>
/// <item><term>truth, owner</term><description>This container; the team programme-delivery. Which sessions there are is the programme's to say, who takes
/// part the enrolment's.</description></item>
/// <item><term>debug</term><description>The events of the record say who recorded and corrected what, when; one from a list names its row by the command id.</description></item>
/// <item><term>retry</term><description>By what it is about: the id follows from programme, session and person, so the same is recorded once whichever
/// way it comes. Lists also by Idempotency-Key.</description></item>
/// <item><term>not stored</term><description>Where somebody was, on which device, and reasons of health beside what a note says: nothing here needs them.</description></item>
/// <item><term>consumers, future reads</term><description>Enrolments, which count attended sessions; the dashboard and the reports, by day.</description></item>
/// <item><term>recovery</term><description>A wrong list is corrected record by record; enrolments are told again from the events; a lost container, from its backup.</description></item>
/// </list>
/// </summary>
public static class AttendanceDomain
{
    public static Domain<AttendanceRecord, AttendanceEvent> Attendance { get; } = new("attendance", "attendance")
    {
        Owner = "programme-delivery",
        Erasure = Erasure.Anonymise("how many attended a session stays as statistics of the programme"),
        Retention = Retention
            .Years(1, after: "status", becomes: ["present", "late", "absent", "excused"], "Article 82(1) of Regulation (EU) 2021/1060: who attended is proved to funders")
            .ThenArchived(offlineAfterDays: 3 * 365, deletedAfterDays: 10 * 365),
        Events = [EventType.Of<AttendanceRecorded>("attendance-recorded"), EventType.Of<AttendanceCorrected>("attendance-corrected")],
        Queries = [new QueryPattern("A person's attendance, the newest first", "createdAt"), new QueryPattern("The same of one programme", "programmeId", "createdAt")],
        Evolve = AttendanceDecisions.Evolve,
    };
}
