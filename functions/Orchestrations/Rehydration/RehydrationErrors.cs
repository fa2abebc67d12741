using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Rehydration;

public static class RehydrationErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "rehydration-not-found", "There is no such rehydration.");

    public static Error NoPerson { get; } = new(ErrorKind.NotFound, "person-not-found", "Nothing is kept about such a person.");

    public static Error NotArchived { get; } = new(ErrorKind.NotFound, "not-archived", "Nothing of this is in an archive: it was never archived, is back, or its time is over.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) => new(ErrorKind.Invalid, "invalid", "Some fields are not as they must be.") { Fields = fields };
}
