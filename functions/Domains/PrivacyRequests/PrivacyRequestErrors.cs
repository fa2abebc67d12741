using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.PrivacyRequests;

public static class PrivacyRequestErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "privacy-request-not-found", "The register knows no such request.");

    public static Error Ended { get; } = new(ErrorKind.Conflict, "privacy-request-ended", "The request has been answered or taken back. That is its end.");

    public static Error HasProcess { get; } = new(
        ErrorKind.Conflict, "privacy-request-has-process", "What is done about this request is done by its erasure or export, which tells the register how it goes.");

    public static Error NoExtension { get; } = new(ErrorKind.Conflict, "no-extension", "The law that the request is under knows no extension.");

    public static Error ExtendedBefore { get; } = new(ErrorKind.Conflict, "extended-before", "The time to answer has been extended, and the law allows that once.");

    public static Error TooLateToExtend { get; } = new(
        ErrorKind.Conflict, "too-late-to-extend", "The time to answer has passed. The subject must be told of an extension before that.");

    public static Error NotPossible(PrivacyRequestStatus from, PrivacyRequestStatus to) =>
        new(ErrorKind.Conflict, "privacy-request-not-possible", $"A request that is {Name(from)} cannot become {Name(to)}.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "privacy-request-invalid", "Some details are not in order.") { Fields = fields };

    private static string Name(PrivacyRequestStatus status) => status.ToString().ToLowerInvariant();
}
