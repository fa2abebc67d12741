using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Consents;

public static class ConsentErrors
{
    public static Error NoPerson { get; } = new(ErrorKind.NotFound, "person-not-found", "There is no such person, or they are deleted.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "consent-invalid", "Some details of the consent are not in order.") { Fields = fields };
}
