using System.ComponentModel;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>Somebody who may not complete the programme, and why.</summary>
public sealed record LearnerAtRisk(
    Guid PersonId,
    IReadOnlyList<Risk> Risks,
    [property: Description("Sessions of which it is known how they attended, without those of which they were excused.")] int Sessions,
    int Attended,
    int FailedTasks)
{
    internal static LearnerAtRisk Of(Learner learner)
    {
        var sessions = learner.Sessions.Where(one => one.Status != AttendanceStatus.Excused).ToList();
        return new LearnerAtRisk(
            learner.PersonId, learner.Risks, sessions.Count, sessions.Count(one => one.Status != AttendanceStatus.Absent), learner.Tasks.Count(task => task.Status == SubmissionStatus.Failed));
    }
}
