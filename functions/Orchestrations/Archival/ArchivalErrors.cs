using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Archival;

public static class ArchivalErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "archival-not-found", "There is no such archival.");

    public static Error Running { get; } = new(ErrorKind.Conflict, "archival-running", "An archival of the same domain is under way.");

    internal static Error RunningBy(Guid archivalId) => Running with { Detail = $"{Running.Detail} It is {archivalId}." };

    public static Error Invalid(params IReadOnlyList<Violation> fields) => new(ErrorKind.Invalid, "invalid", "Some fields are not as they must be.") { Fields = fields };
}

/// <summary>Why an archival ends before the last record. Codes: they are kept.</summary>
internal static class ArchivalStops
{
    public const string Cancelled = "cancelled";
    public const string StepFailed = "step-failed";

    /// <summary>An archive was not what was written, however often it was written again. Nothing was removed for it.</summary>
    public const string Damaged = "archive-damaged";

    /// <summary>Somebody has ended the orchestration from outside.</summary>
    public const string Ended = "ended-from-outside";
}
