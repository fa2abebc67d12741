using Serverless.Kernel.Results;

namespace Serverless.Cloud.Projections;

public static class ProjectionErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "projection-not-found", "There is no such read model.");

    public static Error Parked { get; } = new(
        ErrorKind.Unavailable, "write-parked", "The read model cannot take in that write: an event of it is a dead letter. Read without If-Consistent-With for the state before it.");

    public static Error NotYet { get; } = new(
        ErrorKind.Unavailable, "write-not-yet-folded", "The read model has not taken in that write yet. Try again, or read without If-Consistent-With for the state before it.");

    public static Error DeadLetterNotFound { get; } = new(ErrorKind.NotFound, "dead-letter-not-found", "There is no such dead letter.");

    public static Error Settled(DeadLetterStatus status) =>
        new(ErrorKind.Conflict, "dead-letter-settled", $"The dead letter is not parked any more: it was {DeadLetterQuery.NameOf(status)}.");

    public static Error NotFirst { get; } =
        new(ErrorKind.Conflict, "dead-letter-not-first", "An earlier event of the same record is parked: settle that one first.");

    public static Error StillFails { get; } =
        new(ErrorKind.Conflict, "dead-letter-still-fails", "It still fails.");

    public static Error Restricted { get; } = new(
        ErrorKind.Conflict, "dead-letter-restricted", "It waits for the end of a restriction of the person's data, and follows by itself then.");

    public static Error Rebuilding { get; } = new(ErrorKind.Conflict, "rebuild-running", "The read model is being rebuilt already.");

    internal static Error NotFirstBefore(Guid first) => NotFirst with { Detail = $"{NotFirst.Detail} It is the dead letter {first}." };

    /// <param name="first">The one that the others of its record wait for.</param>
    internal static Error StillFailsAt(DeadLetter first) => StillFails with { Detail = $"{StillFails.Detail} The first of its record that fails is {first.Id}: {first.Error}" };

    /// <param name="instance">Of its orchestration.</param>
    internal static Error RebuildingBy(string instance) => Rebuilding with { Detail = $"{Rebuilding.Detail} It is {instance}." };
}
