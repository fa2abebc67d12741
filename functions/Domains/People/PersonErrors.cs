using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.People;

public static class PersonErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "person-not-found", "There is no such person.");

    public static Error Exists { get; } = new(ErrorKind.Conflict, "person-exists", "The person is registered already.");

    public static Error Deleted { get; } = new(ErrorKind.Conflict, "person-deleted", "The person is deleted. Restore them first.");

    /// <summary>A list of everybody is not for everybody.</summary>
    public static Error NameRequired { get; } = new(ErrorKind.Invalid, "name-required", "Say how the name begins of whom you look for.")
    {
        Fields = [new Violation("/name", "is missing")],
    };

    public static Error NameWithStatus { get; } = new(ErrorKind.Invalid, "name-with-status", "Who is found by name is here; the list by status knows no names.")
    {
        Fields = [new Violation("/status", "cannot narrow a search by name")],
    };

    public static Error EmailTaken { get; } = new(ErrorKind.Conflict, "person-email-taken", "Another person of the tenant has this address.")
    {
        Fields = [new Violation("/email", "is another person's")],
    };

    public static Error Invalid(IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "person-invalid", "Some details of the person are not in order.") { Fields = fields };
}
