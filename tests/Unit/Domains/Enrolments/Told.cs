using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Domains;

/// <summary>A programme of five sessions and two tasks, and what is told of somebody in it.</summary>
internal static class Told
{
    public static readonly Guid Programme = Sample.Id(1);
    public static readonly Guid FirstApplication = Sample.Id(11);
    public static readonly Guid SecondApplication = Sample.Id(12);
    public static readonly Guid Essay = Sample.Id(21);
    public static readonly Guid Weld = Sample.Id(22);
    public static readonly DateOnly Today = new(2027, 3, 1);

    public static readonly IReadOnlyList<Guid> Sessions = [.. Enumerable.Range(31, 5).Select(Sample.Id)];

    /// <summary>Four of five sessions, fifty points, and the weld.</summary>
    public static readonly ProgrammePlan Plan = new(
        "Welding",
        [.. Sessions.Select(id => new PlannedSession(id, new DateTimeOffset(2027, 3, 2, 9, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 3, 2, 17, 0, 0, TimeSpan.Zero)))],
        [new PlannedTask(Essay, Today, 30), new PlannedTask(Weld, Today, 30)],
        MinimumAttendance: 80,
        MinimumPoints: 50,
        RequiredTasks: [Weld]);

    public static readonly EnrolmentStarted Started = new() { ProgrammeId = Programme, ApplicationId = FirstApplication };
    public static readonly EnrolmentStarted StartedAgain = Started with { ApplicationId = SecondApplication };
    public static readonly EnrolmentCompleted Completed = new() { ProgrammeId = Programme, CompletedOn = Today };
    public static readonly EnrolmentDropped Dropped = new() { ProgrammeId = Programme, Reason = DropReason.OwnWish };
    public static readonly EnrolmentDropped Withdrawn = new() { ProgrammeId = Programme, Reason = DropReason.ApplicationWithdrawn };

    public static RecordedSession Session(int index, bool isAttended = true, long version = 1) =>
        new() { SessionId = Sessions[index], IsAttended = isAttended, Version = version };

    public static EnrolmentAttendanceRecorded Recorded(int index, bool isAttended = true, long version = 1) =>
        new() { ProgrammeId = Programme, SessionId = Sessions[index], IsAttended = isAttended, Version = version };

    public static PassedTask Task(Guid id, int points = 30) => new() { TaskId = id, Points = points };

    public static EnrolmentTaskPassed Passed(Guid id, int points = 30) => new() { ProgrammeId = Programme, TaskId = id, Points = points };
}
