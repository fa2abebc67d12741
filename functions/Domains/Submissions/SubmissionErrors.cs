using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Submissions;

public static class SubmissionErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "submission-not-found", "The person has no such submission.");

    public static Error Own { get; } = new(ErrorKind.Forbidden, "own-submission", "Nobody reviews their own submission.");

    public static Error Exists { get; } =
        new(ErrorKind.Conflict, "submission-exists", "The task is handed in already. Once it is returned, it can be resubmitted.");

    public static Error NotEnrolled { get; } =
        new(ErrorKind.Conflict, "not-enrolled", "The person is not active in the programme. An acceptance makes them so a moment later.");

    public static Error NoProgramme { get; } = NotPlanned(new Violation("/programmeId", "is no published programme's"));

    public static Error NoTask { get; } = NotPlanned(new Violation("/taskId", "is none of the programme's tasks"));

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "submission-invalid", "Some details of the submission are not in order.") { Fields = fields };

    public static Error InvalidReview(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "review-invalid", "Some details of the review are not in order.") { Fields = fields };

    /// <summary>Says where the submission stands and what can be done from there.</summary>
    public static Error NotPossible(SubmissionStatus status, SubmissionStep step) => step switch
    {
        SubmissionStep.Return or SubmissionStep.Pass or SubmissionStep.Fail when status != SubmissionStatus.Submitted =>
            new(ErrorKind.Conflict, "submission-reviewed", $"The submission is {Words(status)} already. {Way(status)}"),
        _ => new(ErrorKind.Conflict, "submission-state", $"The submission is {Words(status)}. {Way(status)}"),
    };

    private static Error NotPlanned(Violation field) =>
        new(ErrorKind.Conflict, "task-not-planned", "There is nothing of this kind to hand in.") { Fields = [field] };

    private static string Way(SubmissionStatus status) => SubmissionSteps.Possible(status).Select(Words).ToList() switch
    {
        [] => "That is its end.",
        var steps => $"What can be done: {string.Join(", ", steps)}.",
    };

    private static string Words(SubmissionStatus status) => status switch
    {
        SubmissionStatus.Submitted => "submitted",
        SubmissionStatus.Returned => "returned",
        SubmissionStatus.Passed => "passed",
        SubmissionStatus.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static string Words(SubmissionStep step) => step switch
    {
        SubmissionStep.Return => "return",
        SubmissionStep.Pass => "pass",
        SubmissionStep.Fail => "fail",
        SubmissionStep.Resubmit => "resubmit",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
