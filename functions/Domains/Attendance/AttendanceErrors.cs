using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Attendance;

public static class AttendanceErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "attendance-not-found", "The person has no such attendance.");

    public static Error Own { get; } = new(ErrorKind.Forbidden, "own-attendance", "Nobody records or corrects their own attendance: check in while the session lasts, or ask somebody else.");

    public static Error Recorded { get; } = new(ErrorKind.Conflict, "attendance-recorded", "The person's attendance at this session is recorded otherwise. Correct that record.")
    {
        Fields = [new Violation("/status", "or the note differs from what is recorded")],
    };

    public static Error UnknownProgramme { get; } = NotPlanned("/programmeId", "is no published programme's");

    public static Error UnknownSession { get; } = NotPlanned("/sessionId", "is no session of the programme");

    public static Error NotYetOpen { get; } = new(ErrorKind.Conflict, "session-not-open", "The session starts more than an hour from now.")
    {
        Fields = [new Violation("/sessionId", "is of a session that is still to come")],
    };

    public static Error Over { get; } = new(ErrorKind.Conflict, "session-over", "The session is over: nobody checks in any more. Staff can still record who was there.")
    {
        Fields = [new Violation("/sessionId", "is of a session that is over")],
    };

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "attendance-invalid", "Some details of the attendance are not in order.") { Fields = fields };

    /// <summary>Null where the person takes part: also after what completes the programme, for its sessions go on.</summary>
    public static Error? Of(EnrolmentStanding standing) => standing switch
    {
        EnrolmentStanding.Active or EnrolmentStanding.Completed => null,
        EnrolmentStanding.None => NotEnrolled("The person is not enrolled in the programme. An accepted application becomes an enrolment a moment later."),
        EnrolmentStanding.Dropped => NotEnrolled("The person has left the programme."),
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    private static Error NotEnrolled(string detail) => new(ErrorKind.Conflict, "not-enrolled", detail);

    private static Error NotPlanned(string pointer, string reason) =>
        new(ErrorKind.Conflict, "session-not-planned", "There is no such session to attend.") { Fields = [new Violation(pointer, reason)] };
}
