using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>One person in one programme: ids, statuses, days and counts, from which the dashboard and the reports are added up. Nothing personal beside the id.</summary>
public sealed record Learner
{
    [Field("Who it is; another domain's, and means nothing here", Purpose.Statistics)]
    public required Guid PersonId { get; init; }

    [Field("The person's applications for the programme, by their ids", Purpose.Statistics, MaxItems = 100)]
    public IReadOnlyList<LearnerApplication> Applications { get; init; } = [];

    [Field("Whether the person takes part, has completed the programme or has left it; missing before they are enrolled", Purpose.Statistics)]
    public EnrolmentStatus? Enrolment { get; init; }

    [Field("How the person attended sessions, by their days", Purpose.Statistics, MaxItems = 100)]
    public IReadOnlyList<LearnerSession> Sessions { get; init; } = [];

    [Field("What the person has handed in, by the ids of the tasks", Purpose.Statistics, MaxItems = 100)]
    public IReadOnlyList<LearnerTask> Tasks { get; init; } = [];

    [Field("The person's certificates, by their ids", Purpose.Statistics, MaxItems = 100)]
    public IReadOnlyList<LearnerCertificate> Certificates { get; init; } = [];

    [Field("What was done on which days", Purpose.Statistics, MaxItems = 1000)]
    public IReadOnlyList<LearnerDay> Days { get; init; } = [];

    [Field("Why the person may not complete the programme", Purpose.Statistics, MaxItems = 3)]
    public IReadOnlyList<Risk> Risks { get; init; } = [];

    [Field("There is a reason why the person may not complete the programme", Purpose.Statistics)]
    public bool IsAtRisk { get; init; }
}

[FieldsOf(typeof(Application))]
public sealed record LearnerApplication
{
    [Field("Names the application", Purpose.Statistics)]
    public required Guid Id { get; init; }

    public required ApplicationStatus Status { get; init; }
}

[FieldsOf(typeof(Domains.Attendance.AttendanceRecord))]
public sealed record LearnerSession
{
    public required Guid SessionId { get; init; }

    public required DateOnly SessionDate { get; init; }

    public required AttendanceStatus Status { get; init; }
}

[FieldsOf(typeof(Submission))]
public sealed record LearnerTask
{
    public required Guid TaskId { get; init; }

    public required SubmissionStatus Status { get; init; }

    public required bool IsLate { get; init; }
}

[FieldsOf(typeof(Certificate))]
public sealed record LearnerCertificate
{
    [Field("Names the certificate", Purpose.Statistics)]
    public required Guid Id { get; init; }

    public required CertificateStatus Status { get; init; }
}

public sealed record LearnerDay
{
    [Field("The day (UTC)", Purpose.Statistics)]
    public required DateOnly Day { get; init; }

    [Field("What was done", Purpose.Statistics)]
    public required LearnerStep Step { get; init; }

    [Field("How often", Purpose.Statistics)]
    public required int Count { get; init; }
}

/// <summary>What is counted by the day on which it was done. Stored by name: add, never rename or remove.</summary>
public enum LearnerStep
{
    Drafted,
    Submitted,
    ReviewStarted,
    Accepted,
    Rejected,
    Withdrawn,
    HandedIn,
    Resubmitted,
    Returned,
    Passed,
    Failed,

    /// <summary>Beside handed in or resubmitted.</summary>
    Late,
}
