using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

public static class ApplicationErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "application-not-found", "The person has no such application.");

    public static Error NoApplicant { get; } = new(ErrorKind.NotFound, "applicant-not-found", "There is no such person, or they are deleted.");

    public static Error Own { get; } = new(ErrorKind.Forbidden, "own-application", "Nobody decides on their own application.");

    public static Error Exists { get; } = new(ErrorKind.Conflict, "application-exists", "The application is drafted already.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "application-invalid", "Some details of the application are not in order.") { Fields = fields };

    public static Error Incomplete(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Conflict, "application-incomplete", "The application cannot be submitted before these fields are in order.") { Fields = fields };

    /// <summary>Null where the programme is open.</summary>
    public static Error? Of(ProgrammeOpenness openness) => openness switch
    {
        ProgrammeOpenness.Open => null,
        ProgrammeOpenness.Unknown => NotOpen("is no programme's"),
        ProgrammeOpenness.Draft => NotOpen("is of a programme that is not yet published"),
        ProgrammeOpenness.Ended => NotOpen("is of a programme that has ended"),
        _ => throw new ArgumentOutOfRangeException(nameof(openness)),
    };

    /// <summary>Says where the application stands and what can be done from there.</summary>
    public static Error NotPossible(ApplicationStatus status, ApplicationStep step) => step switch
    {
        ApplicationStep.Accept or ApplicationStep.Reject when status is ApplicationStatus.Accepted or ApplicationStatus.Rejected =>
            new(ErrorKind.Conflict, "application-decided", $"The application is {Words(status)} already. {Way(status)}"),
        _ => new(ErrorKind.Conflict, "application-state", $"The application is {Words(status)}. {Way(status)}"),
    };

    private static Error NotOpen(string reason) =>
        new(ErrorKind.Conflict, "programme-not-open", "The programme takes no applications.") { Fields = [new Violation("/programmeId", reason)] };

    private static string Way(ApplicationStatus status) => ApplicationSteps.Possible(status).Select(Words).ToList() switch
    {
        [] => "That is its end.",
        [var only] => $"What can be done: {only}.",
        var steps => $"What can be done: {string.Join(", ", steps)}.",
    };

    private static string Words(ApplicationStatus status) => status switch
    {
        ApplicationStatus.Draft => "a draft",
        ApplicationStatus.Submitted => "submitted",
        ApplicationStatus.UnderReview => "under review",
        ApplicationStatus.Accepted => "accepted",
        ApplicationStatus.Rejected => "rejected",
        ApplicationStatus.Withdrawn => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static string Words(ApplicationStep step) => step switch
    {
        ApplicationStep.Change => "change",
        ApplicationStep.Submit => "submit",
        ApplicationStep.StartReview => "review",
        ApplicationStep.Accept => "accept",
        ApplicationStep.Reject => "reject",
        ApplicationStep.Withdraw => "withdraw",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
