using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>Says all that is known of the attendance from then on.</summary>
[FieldsOf(typeof(AttendanceRecord))]
public abstract record AttendanceEvent
{
    /// <summary>This and the session are in every event, so that who reads one needs no other.</summary>
    public required Guid ProgrammeId { get; init; }

    public required Guid SessionId { get; init; }

    public required DateOnly SessionDate { get; init; }

    public required AttendanceStatus Status { get; init; }

    public DateTimeOffset? CameAt { get; init; }

    public string? Note { get; init; }
}

public sealed record AttendanceRecorded : AttendanceEvent;

public sealed record AttendanceCorrected : AttendanceEvent;
