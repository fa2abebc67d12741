using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Submissions;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>What each event does to a learner; what it says of them is for <see cref="LearnerRisks"/>, where they have consented. Lists are kept in an order of their own, so that it is the same in whatever order different records' events come.</summary>
public static class LearnerFold
{
    public static Learner Fold(Learner? before, object fact, EventDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var learner = before ?? new Learner { PersonId = Guid.Parse(document.SubjectId) };
        return fact switch
        {
            ApplicationEvent application => Apply(learner, application, document),
            EnrolmentEvent enrolment => Apply(learner, enrolment),
            AttendanceEvent attendance => Apply(learner, attendance),
            SubmissionEvent submission => Apply(learner, submission, document),
            CertificateEvent certificate => Apply(learner, certificate, document),
            _ => throw new ArgumentException($"{fact?.GetType().Name} is nothing of a learner.", nameof(fact)),
        };
    }

    private static Learner Apply(Learner learner, ApplicationEvent fact, EventDocument document)
    {
        (ApplicationStatus Status, LearnerStep Step)? became = fact switch
        {
            ApplicationDrafted => (ApplicationStatus.Draft, LearnerStep.Drafted),
            ApplicationSubmitted => (ApplicationStatus.Submitted, LearnerStep.Submitted),
            ApplicationReviewStarted => (ApplicationStatus.UnderReview, LearnerStep.ReviewStarted),
            ApplicationAccepted => (ApplicationStatus.Accepted, LearnerStep.Accepted),
            ApplicationRejected => (ApplicationStatus.Rejected, LearnerStep.Rejected),
            ApplicationWithdrawn => (ApplicationStatus.Withdrawn, LearnerStep.Withdrawn),
            ApplicationChanged => null,
            _ => throw new ArgumentException($"{fact.GetType().Name} is not known.", nameof(fact)),
        };
        if (became is not { } now) return learner;
        var application = new LearnerApplication { Id = document.RecordId, Status = now.Status };
        return learner with
        {
            Applications = [.. learner.Applications.Where(one => one.Id != application.Id).Append(application).OrderBy(one => one.Id)],
            Days = Count(learner.Days, document, now.Step),
        };
    }

    private static Learner Apply(Learner learner, EnrolmentEvent fact) => fact switch
    {
        EnrolmentStarted => learner with { Enrolment = EnrolmentStatus.Active },
        EnrolmentCompleted => learner with { Enrolment = EnrolmentStatus.Completed },
        EnrolmentDropped => learner with { Enrolment = EnrolmentStatus.Dropped },
        // What is attended and passed is told by those who know it first.
        _ => learner,
    };

    private static Learner Apply(Learner learner, AttendanceEvent fact)
    {
        var session = new LearnerSession { SessionId = fact.SessionId, SessionDate = fact.SessionDate, Status = fact.Status };
        return learner with
        {
            Sessions = [.. learner.Sessions.Where(one => one.SessionId != session.SessionId).Append(session).OrderBy(one => one.SessionDate).ThenBy(one => one.SessionId)],
        };
    }

    private static Learner Apply(Learner learner, SubmissionEvent fact, EventDocument document)
    {
        var before = learner.Tasks.FirstOrDefault(one => one.TaskId == fact.TaskId) ?? new LearnerTask { TaskId = fact.TaskId, Status = SubmissionStatus.Submitted, IsLate = false };
        var (task, step) = fact switch
        {
            SubmissionHandedIn first => (before with { IsLate = first.IsLate }, LearnerStep.HandedIn),
            SubmissionResubmitted again => (before with { Status = SubmissionStatus.Submitted, IsLate = again.IsLate }, LearnerStep.Resubmitted),
            SubmissionReturned => (before with { Status = SubmissionStatus.Returned }, LearnerStep.Returned),
            SubmissionPassed => (before with { Status = SubmissionStatus.Passed }, LearnerStep.Passed),
            SubmissionFailed => (before with { Status = SubmissionStatus.Failed }, LearnerStep.Failed),
            _ => throw new ArgumentException($"{fact.GetType().Name} is not known.", nameof(fact)),
        };
        var days = Count(learner.Days, document, step);
        if (fact is SubmissionHandedIn { IsLate: true } or SubmissionResubmitted { IsLate: true }) days = Count(days, document, LearnerStep.Late);
        return learner with { Tasks = [.. learner.Tasks.Where(one => one.TaskId != task.TaskId).Append(task).OrderBy(one => one.TaskId)], Days = days };
    }

    private static Learner Apply(Learner learner, CertificateEvent fact, EventDocument document)
    {
        var certificate = new LearnerCertificate
        {
            Id = document.RecordId,
            Status = fact is CertificateRevoked ? CertificateStatus.Revoked : CertificateStatus.Issued,
        };
        return learner with { Certificates = [.. learner.Certificates.Where(one => one.Id != certificate.Id).Append(certificate).OrderBy(one => one.Id)] };
    }

    private static IReadOnlyList<LearnerDay> Count(IReadOnlyList<LearnerDay> days, EventDocument document, LearnerStep step)
    {
        var day = DateOnly.FromDateTime(document.At.UtcDateTime);
        var before = days.FirstOrDefault(one => one.Day == day && one.Step == step);
        var after = new LearnerDay { Day = day, Step = step, Count = (before?.Count ?? 0) + 1 };
        return [.. days.Where(one => one != before).Append(after).OrderBy(one => one.Day).ThenBy(one => one.Step)];
    }
}
