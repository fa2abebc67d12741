using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Programmes;

public static class ProgrammeErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "programme-not-found", "There is no such programme.");

    public static Error Exists { get; } = new(ErrorKind.Conflict, "programme-exists", "The programme is drafted already.");

    public static Error NotPublished { get; } = new(ErrorKind.Conflict, "programme-not-published", "The programme is a draft. Publish it first.");

    public static Error Full { get; } = new(ErrorKind.Conflict, "programme-full", "Every seat of the programme is taken.");

    public static Error SeatReleased { get; } = new(ErrorKind.Conflict, "seat-released", "The application has given up its seat, and does not get another.");

    public static Error Invalid(IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "programme-invalid", "Some details of the programme are not in order.") { Fields = fields };

    public static Error Incomplete(IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Conflict, "programme-incomplete", "The programme cannot be published before these fields are in order.") { Fields = fields };

    public static Error Published(IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Conflict, "programme-published", "The programme is published: sessions and tasks can be added, its capacity raised, its end put off and the address to join at changed, and nothing else.") { Fields = fields };
}
