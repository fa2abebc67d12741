using System.Collections.Immutable;

namespace Serverless.Demo.Scripting;

/// <summary>Where a learner stands after some steps, as the script says it; the system is not asked.</summary>
public sealed record Standing
{
    public static Standing OfNobody { get; } = new();

    public ApplicationState? Application { get; init; }

    public EnrolmentState? Enrolment { get; init; }

    /// <summary>By number of the session.</summary>
    public ImmutableSortedDictionary<int, Attendance> Sessions { get; init; } = ImmutableSortedDictionary<int, Attendance>.Empty;

    /// <summary>By number of the task.</summary>
    public ImmutableSortedDictionary<int, TaskState> Tasks { get; init; } = ImmutableSortedDictionary<int, TaskState>.Empty;

    public CertificateState? Certificate { get; init; }

    /// <summary>And has not got it back.</summary>
    public bool HasPaid { get; init; }

    public ImmutableSortedSet<ConsentPurpose> Consents { get; init; } = [];

    public int SessionsAttended => Sessions.Values.Count(status => status is Attendance.Present or Attendance.Late);

    public int Points => Programme.Tasks.Where(task => Tasks.GetValueOrDefault(task.Number, TaskState.Failed) == TaskState.Passed).Sum(task => task.Points);

    /// <summary>By the dashboard's rule: a task is failed, two of the last three sessions were missed, or half of four or more; excused ones do not count, and nothing is said of who has not agreed to it.</summary>
    public bool IsAtRisk
    {
        get
        {
            List<Attendance> counted = [.. Sessions.Values.Where(status => status != Attendance.Excused)];
            var missed = counted.Count(status => status == Attendance.Absent);
            return Enrolment == EnrolmentState.Active
                && Consents.Contains(ConsentPurpose.ProgressAnalysis)
                && (Tasks.ContainsValue(TaskState.Failed)
                    || counted.TakeLast(3).Count(status => status == Attendance.Absent) >= 2
                    || (counted.Count >= 4 && (counted.Count - missed) * 2 < counted.Count));
        }
    }

    /// <summary>What the programme asks of those who complete it.</summary>
    public bool FulfilsRules =>
        SessionsAttended >= Programme.NeededSessions
        && Points >= Programme.MinimumPoints
        && Tasks.GetValueOrDefault(Programme.Project.Number, TaskState.Failed) == TaskState.Passed;

    /// <summary>Of somebody who was erased: whoever took part does so no more, and has said nothing.</summary>
    public Standing Forgotten() => this with { Enrolment = Enrolment == EnrolmentState.Active ? EnrolmentState.Dropped : Enrolment, Consents = [] };

    public static Standing Of(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return learner.Steps.Where(step => step.HasEffect).Aggregate(OfNobody, (standing, step) => standing.After(step));
    }

    public Standing After(Step step) => step switch
    {
        Apply { Move: ApplicationMove.Draft } => this with { Application = ApplicationState.Draft },
        Apply { Move: ApplicationMove.Change } => this,
        Apply { Move: ApplicationMove.Submit } => this with { Application = ApplicationState.Submitted },
        Apply { Move: ApplicationMove.StartReview } => this with { Application = ApplicationState.UnderReview },
        Apply { Move: ApplicationMove.Accept } => this with { Application = ApplicationState.Accepted },
        Apply { Move: ApplicationMove.Reject } => this with { Application = ApplicationState.Rejected },
        Apply { Move: ApplicationMove.Withdraw } => this with { Application = ApplicationState.Withdrawn },
        Enrol => this with { Enrolment = EnrolmentState.Active },
        LoseEnrolment or DropOut => this with { Enrolment = EnrolmentState.Dropped },
        PayFee => this with { HasPaid = true },
        Refund => this with { HasPaid = false },
        CheckIn checkIn => this with { Sessions = Sessions.SetItem(checkIn.Session, Attendance.Present) },
        Attend attend => this with { Sessions = Sessions.SetItem(attend.Session, attend.Status) },
        CorrectAttendance corrected => this with { Sessions = Sessions.SetItem(corrected.Session, corrected.Status) },
        HandIn handIn => this with { Tasks = Tasks.SetItem(handIn.Task, TaskState.Submitted) },
        Resubmit again => this with { Tasks = Tasks.SetItem(again.Task, TaskState.Submitted) },
        Review review => this with { Tasks = Tasks.SetItem(review.Task, After(review.Outcome)) },
        Graduate => this with { Enrolment = EnrolmentState.Completed, Certificate = CertificateState.Issued },
        RevokeCertificate => this with { Certificate = CertificateState.Revoked },
        DecideConsent consent => this with { Consents = consent.IsGranted ? Consents.Add(consent.Purpose) : Consents.Remove(consent.Purpose) },
        Register or VerifyCertificate or VerifyConsents => this,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private static TaskState After(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.Returned => TaskState.Returned,
        ReviewOutcome.Passed => TaskState.Passed,
        ReviewOutcome.Failed => TaskState.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
