using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Enrolments;

public static class EnrolmentErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "enrolment-not-found", "The person is not enrolled in the programme.");

    public static Error NoProgramme { get; } = new(ErrorKind.NotFound, "programme-not-found", "There is no such programme, or it is still a draft.");

    public static Error NoSession { get; } = new(ErrorKind.NotFound, "session-not-found", "The programme has no such session.");

    public static Error NoTask { get; } = new(ErrorKind.NotFound, "task-not-found", "The programme has no such task.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "enrolment-invalid", "Some details are not in order.") { Fields = fields };

    /// <param name="missing">What the completion rules still ask for.</param>
    public static Error Incomplete(IReadOnlyList<Violation> missing) =>
        new(ErrorKind.Conflict, "completion-rules", "The programme's completion rules are not fulfilled yet.") { Fields = missing };

    /// <summary>Says where the enrolment stands.</summary>
    public static Error NotPossible(EnrolmentStatus status) => new(ErrorKind.Conflict, "enrolment-state", status switch
    {
        EnrolmentStatus.Active => "The person takes part already.",
        EnrolmentStatus.Completed => "The person has completed the programme. That is the enrolment's end.",
        EnrolmentStatus.Dropped => "The person has left the programme. Another accepted application starts the enrolment again.",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    });
}
