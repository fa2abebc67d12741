using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.LegalHolds;

public static class LegalHoldErrors
{
    public static Error NoPerson { get; } = new(ErrorKind.NotFound, "person-not-found", "There is no such person.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "legal-hold-invalid", "Something about the legal hold is not in order.") { Fields = fields };
}
