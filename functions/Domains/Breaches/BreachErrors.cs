using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Breaches;

public static class BreachErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "breach-not-found", "The register knows no such breach.");

    public static Error Closed { get; } = new(ErrorKind.Conflict, "breach-closed", "The breach is closed. That is its end.");

    /// <param name="missing">What the law still wants.</param>
    public static Error NotDealtWith(params IReadOnlyList<Violation> missing) =>
        new(ErrorKind.Conflict, "breach-not-dealt-with", "The law wants more to be done before the breach is closed.") { Fields = missing };

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "breach-invalid", "Some details are not in order.") { Fields = fields };
}
