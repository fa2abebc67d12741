using System.Text.Json;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Cosmos;

/// <summary>Why the store refuses.</summary>
public static class StoreErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "not-found", "There is no such record.");

    public static Error Exists { get; } = new(ErrorKind.Conflict, "exists", "There is a record with this id already.");

    public static Error Stale { get; } = new(ErrorKind.Stale, "stale", "The record has changed since the version that If-Match names. Read it again.");

    public static Error Contended { get; } = new(ErrorKind.Unavailable, "contended", "Too many others change this record at the same moment. Try again.");

    /// <summary>Nobody knows what has become of the request: its answer may be what was lost.</summary>
    public static Error Unavailable { get; } = new(
        ErrorKind.Unavailable,
        "store-unavailable",
        "The store does not answer, or has too much to do. What changes something may have been done or not: sent again with the same Idempotency-Key, it is done once. Without a key, look first.");

    public static Error KeyReused { get; } =
        new(ErrorKind.Unprocessable, "idempotency-key-reused", "This Idempotency-Key was used for another request. Choose a new one.");

    public static Error TooLarge { get; } = new(ErrorKind.TooLarge, "too-large", "The record would be larger than it may be.");

    public static Error Erased { get; } = new(ErrorKind.Conflict, "erased", "The person was erased. Nothing is stored about them any more.");

    public static Error Restricted { get; } = new(
        ErrorKind.Conflict, "restricted", "The person's data is restricted (GDPR Art. 18): until that ends it is kept, and nothing else is done with it.");

    public static Error Archived { get; } = new(
        ErrorKind.Conflict, "archived", "The record is archived: it can be read, and not changed. POST /api/lifecycle/rehydrations brings it back.");

    /// <summary>Brought back to where it is read at once; the account takes its time for that.</summary>
    public static Error ArchiveOffline { get; } = new(
        ErrorKind.Unavailable, "archive-offline", "The record is in an archive that is offline. It has been asked for, and can be read within hours; Retry-After says when to ask again.");

    internal static Error NotAsDeclared(IReadOnlyList<Violation> violations) =>
        new(ErrorKind.Unprocessable, "not-as-declared", "The record would not be what its declaration allows.") { Fields = violations };

    /// <summary>Null where the change leads to a document as it is declared.</summary>
    internal static Error? Of(RecordChange change)
    {
        if (change.Domain.Schema.Check(change.Data) is { Count: > 0 } violations) return NotAsDeclared(violations);
        return JsonSerializer.SerializeToUtf8Bytes(change.Data).Length > change.Domain.MaxDocumentBytes ? TooLarge : null;
    }
}
