using System.Diagnostics;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>What may be recorded of a session, and what follows. Any status may be corrected to any other, by somebody else than the person.</summary>
public static class AttendanceDecisions
{
    /// <summary>A session is open for so long before it starts.</summary>
    public static readonly TimeSpan OpensBefore = TimeSpan.FromHours(1);

    private static readonly AttendanceEvent[] Nothing = [];

    /// <summary>Somebody else says how the person attended. Said again, it changes nothing.</summary>
    public static Decision<AttendanceEvent> Record(AttendanceRecord? state, CheckIn checkIn, Occasion occasion)
    {
        ArgumentNullException.ThrowIfNull(checkIn);
        ArgumentNullException.ThrowIfNull(occasion);
        if (checkIn.Status is not { } status) return AttendanceErrors.Invalid(new Violation("/status", "is missing"));
        if (Violations(checkIn.CameAt, status, occasion.Now) is { Count: > 0 } violations) return AttendanceErrors.Invalid(violations);
        var note = TextOrNull(checkIn.Note);
        if (state is not null) return state.Status == status && (note is null || note == state.Note) ? Nothing : AttendanceErrors.Recorded;
        if (Refusal(occasion) is { } refusal) return refusal;
        return Recorded(checkIn, occasion.Session!, status) with { CameAt = checkIn.CameAt, Note = note };
    }

    /// <summary>The person says that they are there, while the session lasts; the clock says whether in time. Said again, it changes nothing.</summary>
    /// <param name="grace">So long after its start nobody is late.</param>
    public static Decision<AttendanceEvent> CheckIn(AttendanceRecord? state, CheckIn checkIn, Occasion occasion, TimeSpan grace)
    {
        ArgumentNullException.ThrowIfNull(checkIn);
        ArgumentNullException.ThrowIfNull(occasion);
        if (Own(checkIn) is { Count: > 0 } violations) return AttendanceErrors.Invalid(violations);
        if (state is not null) return state.Status is AttendanceStatus.Present or AttendanceStatus.Late ? Nothing : AttendanceErrors.Recorded;
        if (Refusal(occasion) is { } refusal) return refusal;
        if (occasion.Now >= occasion.Session!.Ends) return AttendanceErrors.Over;
        var status = occasion.Now <= occasion.Session.Starts + grace ? AttendanceStatus.Present : AttendanceStatus.Late;
        return Recorded(checkIn, occasion.Session, status) with { CameAt = occasion.Now };
    }

    /// <summary>Holds for good what is said now: a note that is not repeated is gone.</summary>
    public static Decision<AttendanceEvent> Correct(AttendanceRecord? state, Correction correction, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(correction);
        if (state is null) return AttendanceErrors.NotFound;
        if (Violations(correction.CameAt, correction.Status, now) is { Count: > 0 } violations) return AttendanceErrors.Invalid(violations);
        var corrected = new AttendanceCorrected
        {
            ProgrammeId = state.ProgrammeId,
            SessionId = state.SessionId,
            SessionDate = state.SessionDate,
            Status = correction.Status,
            CameAt = correction.CameAt,
            Note = TextOrNull(correction.Note),
        };
        return Evolve(state, corrected) == state ? Nothing : corrected;
    }

    public static bool IsAttended(AttendanceStatus status) => status is AttendanceStatus.Present or AttendanceStatus.Late;

    public static AttendanceRecord Evolve(AttendanceRecord? state, AttendanceEvent fact) => (state, fact) switch
    {
        (null, AttendanceRecorded) => new AttendanceRecord
        {
            ProgrammeId = fact.ProgrammeId,
            SessionId = fact.SessionId,
            SessionDate = fact.SessionDate,
            Status = fact.Status,
            CameAt = fact.CameAt,
            Note = fact.Note,
        },
        ({ }, AttendanceCorrected) => state with { Status = fact.Status, CameAt = fact.CameAt, Note = fact.Note },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "an attendance")}."),
    };

    private static AttendanceRecorded Recorded(CheckIn checkIn, PlannedSession session, AttendanceStatus status) => new()
    {
        ProgrammeId = checkIn.ProgrammeId,
        SessionId = checkIn.SessionId,
        SessionDate = DateOnly.FromDateTime(session.Starts.UtcDateTime),
        Status = status,
    };

    private static Error? Refusal(Occasion occasion) => occasion switch
    {
        { IsPlanned: false } => AttendanceErrors.UnknownProgramme,
        { Session: null } => AttendanceErrors.UnknownSession,
        { Session.Starts: var starts } when starts - OpensBefore > occasion.Now => AttendanceErrors.NotYetOpen,
        _ => AttendanceErrors.Of(occasion.Standing),
    };

    private static List<Violation> Violations(DateTimeOffset? cameAt, AttendanceStatus status, DateTimeOffset now)
    {
        var violations = new List<Violation>();
        if (cameAt > now) violations.Add(new Violation("/cameAt", "is still to come"));
        if (cameAt is not null && !IsAttended(status)) violations.Add(new Violation("/cameAt", "is of somebody who did not come"));
        return violations;
    }

    private static List<Violation> Own(CheckIn checkIn)
    {
        var violations = new List<Violation>();
        if (checkIn.Status is not (null or AttendanceStatus.Present)) violations.Add(new Violation("/status", "can only be present where people check themselves in"));
        if (checkIn.CameAt is not null) violations.Add(new Violation("/cameAt", "is what the clock says where people check themselves in"));
        if (checkIn.Note is not null) violations.Add(new Violation("/note", "is not for people who check themselves in"));
        return violations;
    }

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What others say about a session and who wants to have attended it.</summary>
/// <param name="IsPlanned">There is such a programme, and it is published.</param>
/// <param name="Session">Null where the programme has no such session.</param>
public sealed record Occasion(bool IsPlanned, PlannedSession? Session, EnrolmentStanding Standing, DateTimeOffset Now);
