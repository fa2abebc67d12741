using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Restrictions;

public static class RestrictionErrors
{
    public static Error NoPerson { get; } = new(ErrorKind.NotFound, "person-not-found", "There is no such person.");

    public static Error NotFound { get; } = new(ErrorKind.NotFound, "restriction-not-found", "There is no such restriction.");

    public static Error Lifted { get; } = new(ErrorKind.Conflict, "restriction-lifted", "The restriction was lifted. Set another one.");

    /// <summary>It stands and falls with the erasure.</summary>
    public static Error OfErasure { get; } = new(ErrorKind.Conflict, "restriction-of-erasure", "An erasure has set this restriction, and ends it. Cancel the erasure.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "restriction-invalid", "Something about the restriction is not in order.") { Fields = fields };
}
