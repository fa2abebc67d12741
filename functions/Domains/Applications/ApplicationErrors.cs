using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

public static class ApplicationErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "application-not-found", "The person has no such application.");

    public static Error Exists { get; } = new(ErrorKind.Conflict, "application-exists", "The application is drafted already.");

    public static Error ProgrammeFull { get; } = new(ErrorKind.Conflict, "programme-full", "Every seat of the programme is taken. Reject the application, or raise the capacity.");

    public static Error SeatReleased { get; } = new(ErrorKind.Conflict, "seat-released", "The application has given up its seat, and does not get another.");

    public static Error NoProgramme { get; } = new(ErrorKind.Conflict, "programme-without-seats", "The programme of the application has no seats.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "application-invalid", "Some details of the application are not in order.") { Fields = fields };

    public static Error Incomplete(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Conflict, "application-incomplete", "The application cannot be submitted before these fields are in order.") { Fields = fields };

    public static Error NotOpen(ProgrammeOpenness why) => new(ErrorKind.Conflict, "programme-not-open", "The programme takes no applications.")
    {
        Fields = [new Violation("/programmeId", why switch
        {
            ProgrammeOpenness.Unknown => "is no programme's",
            ProgrammeOpenness.Draft => "is of a programme that is not yet published",
            ProgrammeOpenness.Ended => "is of a programme that has ended",
            _ => throw new ArgumentOutOfRangeException(nameof(why)),
        })],
    };

    /// <summary>Null where there is a seat.</summary>
    public static Error? WithoutSeat(SeatClaim claim) => claim switch
    {
        SeatClaim.Held => null,
        SeatClaim.Full => ProgrammeFull,
        SeatClaim.Released => SeatReleased,
        SeatClaim.NoProgramme => NoProgramme,
        _ => throw new ArgumentOutOfRangeException(nameof(claim)),
    };

    /// <summary>Says where the application stands and what can be done from there.</summary>
    public static Error NotPossible(ApplicationStatus status, ApplicationStep step) => step switch
    {
        ApplicationStep.Accept or ApplicationStep.Reject when status is ApplicationStatus.Accepted or ApplicationStatus.Rejected =>
            new(ErrorKind.Conflict, "application-decided", $"The application is {Words(status)} already. {Way(status)}"),
        _ => new(ErrorKind.Conflict, "application-state", $"The application is {Words(status)}. {Way(status)}"),
    };

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
