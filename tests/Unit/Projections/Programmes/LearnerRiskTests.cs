using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Projections.Programmes;

public sealed class LearnerRiskTests
{
    /// <summary>P, L, A, E: how sessions were attended, one after the other.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("A", "")]
    [InlineData("AA", "Absences")]
    [InlineData("AAP", "Absences")]
    [InlineData("AAPP", "")]
    [InlineData("PAA", "Absences")]
    [InlineData("APA", "Absences")]
    [InlineData("AEEA", "Absences")]
    [InlineData("AEEE", "")]
    [InlineData("AAPL", "")]
    [InlineData("AAAPP", "LowAttendance")]
    [InlineData("AAAP", "Absences LowAttendance")]
    [InlineData("AAEEP", "Absences")]
    [InlineData("PLPLAA", "Absences")]
    public void Absences_put_at_risk(string sessions, string risks) => Assert.Equal(risks, Of(Learner(sessions)));

    [Fact]
    public void A_failed_task_puts_at_risk()
    {
        var task = new LearnerTask { TaskId = Guid.NewGuid(), Status = SubmissionStatus.Failed, IsLate = false };
        Assert.Equal("FailedTask", Of(Learner("PPP") with { Tasks = [task] }));
        Assert.Equal("", Of(Learner("PPP") with { Tasks = [task with { Status = SubmissionStatus.Returned }] }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(EnrolmentStatus.Completed)]
    [InlineData(EnrolmentStatus.Dropped)]
    public void Who_does_not_take_part_is_not_at_risk(EnrolmentStatus? status) => Assert.Equal("", Of(Learner("AAAAAA") with { Enrolment = status }));

    private static string Of(Learner learner) => string.Join(' ', LearnerRisks.Of(learner));

    private static Learner Learner(string sessions) => new()
    {
        PersonId = Guid.NewGuid(),
        Enrolment = EnrolmentStatus.Active,
        Sessions = [.. sessions.Select((letter, i) => new LearnerSession { SessionId = Guid.NewGuid(), SessionDate = new DateOnly(2026, 1, 1).AddDays(i), Status = StatusOf(letter) })],
    };

    private static AttendanceStatus StatusOf(char letter) => letter switch
    {
        'P' => AttendanceStatus.Present,
        'L' => AttendanceStatus.Late,
        'A' => AttendanceStatus.Absent,
        _ => AttendanceStatus.Excused,
    };
}
