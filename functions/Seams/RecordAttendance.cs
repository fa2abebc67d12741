using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Seams;

/// <summary>
/// Tells Attendance how people attended, in the order in which it counts: of two entries about the same person and session, the
/// first is recorded. Told again, it answers the same.
/// </summary>
/// <returns>What became of each entry, in their order.</returns>
public delegate Task<IReadOnlyList<AttendanceOutcome>> RecordAttendance(Caller caller, IReadOnlyList<AttendanceEntry> entries, CancellationToken cancellation);

/// <param name="CommandId">The same whenever this very entry is told, and no other's.</param>
public sealed record AttendanceEntry(
    Guid CommandId, Guid PersonId, Guid ProgrammeId, Guid SessionId, AttendanceStatus Status, DateTimeOffset? CameAt, string? Note)
{
    public const int MaxNoteLength = 1000;
}

/// <param name="AttendanceId">Null where nothing is recorded of it.</param>
/// <param name="IsNew">This entry was recorded, and not one before it that said the same.</param>
/// <param name="Refusal">Why nothing is recorded.</param>
public sealed record AttendanceOutcome(Guid? AttendanceId, bool IsNew, Error? Refusal);
