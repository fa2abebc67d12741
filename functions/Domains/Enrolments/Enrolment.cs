using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Domains.Enrolments;

/// <summary>Somebody's way through a programme. There is one of each person in each programme, however often they begin.</summary>
public sealed record Enrolment
{
    [Field("The programme that the person is enrolled in", Purpose.Administration)]
    public required Guid ProgrammeId { get; init; }

    [Field("Whether the person takes part, has completed the programme or has left it", Purpose.Administration)]
    public required EnrolmentStatus Status { get; init; }

    [Field("The accepted application by which the person is here; it is another domain's, and means nothing here", Purpose.Administration, IsOfSubject = true)]
    public required Guid ApplicationId { get; init; }

    [Field("Accepted applications by which the person was here before; none of them starts the enrolment again", Purpose.Administration, MaxItems = MaxEarlier, IsOfSubject = true)]
    public IReadOnlyList<Guid> EarlierApplications { get; init; } = [];

    [Field("What is known of the sessions, one entry for each", Purpose.Certification, MaxItems = 100)]
    public IReadOnlyList<RecordedSession> Sessions { get; init; } = [];

    [Field("The tasks that the person has passed", Purpose.Certification, MaxItems = 100)]
    public IReadOnlyList<PassedTask> PassedTasks { get; init; } = [];

    [Field("Points for passed tasks", Purpose.Certification)]
    public int Points { get; init; }

    [Field("The day (UTC) on which the completion rules were fulfilled", Purpose.Certification)]
    public DateOnly? CompletedOn { get; init; }

    [Field("Why the person has left, by which drop-outs are counted", Purpose.Statistics)]
    public DropReason? Reason { get; init; }

    [Field("What there is to say about it", Purpose.Administration, Personal.FreeText, MaxLength = 2000)]
    public string? Note { get; init; }

    /// <summary>Nobody is accepted for a programme more often than this; the oldest would be forgotten.</summary>
    internal const int MaxEarlier = 50;

    public static Guid IdOf(Guid personId, Guid programmeId) => Uuid.Derived("enrolment", personId.ToString(), programmeId.ToString());
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum EnrolmentStatus
{
    Active,
    Completed,
    Dropped,
}

public sealed record RecordedSession
{
    [Field("The session, by its id in the programme", Purpose.Certification)]
    public required Guid SessionId { get; init; }

    [Field("Whether the session counts as attended", Purpose.Certification)]
    public required bool IsAttended { get; init; }

    [Field("Version of the attendance that says so; the highest one counts", Purpose.Administration)]
    public required long Version { get; init; }
}

public sealed record PassedTask
{
    [Field("The task, by its id in the programme", Purpose.Certification)]
    public required Guid TaskId { get; init; }

    [Field("Points that it was passed with", Purpose.Certification)]
    public required int Points { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum DropReason
{
    /// <summary>Not for users: the withdrawal itself says so.</summary>
    ApplicationWithdrawn,
    OwnWish,
    Absence,
    Unreachable,
    Conduct,

    /// <summary>Only with a note.</summary>
    Other,

    /// <summary>Not for users: the person was erased while they took part.</summary>
    Erased,
}

/// <summary>What users say when somebody leaves.</summary>
[FieldsOf(typeof(Enrolment))]
public sealed record DropOut
{
    public required DropReason Reason { get; init; }

    public string? Note { get; init; }
}
