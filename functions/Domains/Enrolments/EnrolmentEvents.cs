using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Enrolments;

[FieldsOf(typeof(Enrolment))]
public abstract record EnrolmentEvent
{
    /// <summary>In every event, so that who reads one needs no other.</summary>
    public required Guid ProgrammeId { get; init; }
}

/// <summary>For the first time, or again by another acceptance after the person had left. What they have achieved stays theirs.</summary>
public sealed record EnrolmentStarted : EnrolmentEvent
{
    public required Guid ApplicationId { get; init; }
}

public sealed record EnrolmentAttendanceRecorded : EnrolmentEvent
{
    [Field("The session, by its id in the programme", Purpose.Certification)]
    public required Guid SessionId { get; init; }

    [Field("Whether the session counts as attended", Purpose.Certification)]
    public required bool IsAttended { get; init; }

    [Field("Version of the attendance that says so; the highest one counts", Purpose.Administration)]
    public required long Version { get; init; }
}

/// <summary>Holds the points of this task.</summary>
public sealed record EnrolmentTaskPassed : EnrolmentEvent
{
    [Field("The task, by its id in the programme", Purpose.Certification)]
    public required Guid TaskId { get; init; }

    public required int Points { get; init; }
}

public sealed record EnrolmentCompleted : EnrolmentEvent
{
    public required DateOnly CompletedOn { get; init; }
}

public sealed record EnrolmentDropped : EnrolmentEvent
{
    public required DropReason Reason { get; init; }

    public string? Note { get; init; }
}
