using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>How one person attended one session. Who has a record was enrolled; who has none is not yet accounted for.</summary>
public sealed record AttendanceRecord
{
    [Field("The programme that the session is part of", Purpose.Administration)]
    public required Guid ProgrammeId { get; init; }

    [Field("The session, by its id in the programme", Purpose.Administration)]
    public required Guid SessionId { get; init; }

    [Field("The day on which the session starts, in UTC", Purpose.Statistics)]
    public required DateOnly SessionDate { get; init; }

    [Field("How the person attended; present and late count as attended", Purpose.Certification)]
    public required AttendanceStatus Status { get; init; }

    [Field("When the person came, where somebody has noted it", Purpose.Administration, Personal.Performance)]
    public DateTimeOffset? CameAt { get; init; }

    [Field("What else there is to say, such as why somebody is excused", Purpose.Administration, Personal.FreeText, MaxLength = AttendanceEntry.MaxNoteLength)]
    public string? Note { get; init; }

    /// <summary>There is one for each person and session, however often and by whatever way it is sent.</summary>
    public static Guid IdOf(Guid programmeId, Guid sessionId, Guid personId) =>
        Uuid.Derived("attendance", programmeId.ToString(), sessionId.ToString(), personId.ToString());
}

/// <summary>What is known when the record is made.</summary>
[FieldsOf(typeof(AttendanceRecord))]
public sealed record CheckIn
{
    public required Guid ProgrammeId { get; init; }

    public required Guid SessionId { get; init; }

    /// <summary>Missing where people check themselves in: they are there, and the clock says whether in time.</summary>
    public AttendanceStatus? Status { get; init; }

    public DateTimeOffset? CameAt { get; init; }

    public string? Note { get; init; }
}

/// <summary>What is true instead of what was recorded; all of it.</summary>
[FieldsOf(typeof(AttendanceRecord))]
public sealed record Correction
{
    public required AttendanceStatus Status { get; init; }

    public DateTimeOffset? CameAt { get; init; }

    public string? Note { get; init; }
}
