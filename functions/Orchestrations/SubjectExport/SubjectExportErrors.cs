using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.SubjectExport;

public static class SubjectExportErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "export-not-found", "There is no such export.");

    public static Error NoPerson { get; } = new(ErrorKind.NotFound, "person-not-found", "Nothing is kept about such a person.");

    public static Error NotOwn { get; } = new(ErrorKind.Forbidden, "foreign-subject", "The caller may do this to their own data only.");

    public static Error NotReady { get; } = new(ErrorKind.Conflict, "export-not-ready", "The export is not ready yet. Its status says how far it is.");

    public static Error Gone { get; } = new(ErrorKind.Gone, "export-gone", "The export has expired or was withdrawn, and is deleted. Ask for another.");

    public static Error LinkExpired { get; } = new(ErrorKind.Gone, "link-expired", "The address has expired. Ask for another.");

    public static Error LinkMalformed { get; } = new(ErrorKind.Invalid, "link-malformed", "A part of the address is missing: use it whole, as it was given out.");

    public static Error LinkInvalid { get; } = new(ErrorKind.Forbidden, "link-invalid", "This is not an address that was given out.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) => new(ErrorKind.Invalid, "invalid", "Some fields are not as they must be.") { Fields = fields };
}
