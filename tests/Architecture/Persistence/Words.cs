using Serverless.Functions.Orchestrations.AttendanceImport;

namespace Serverless.Architecture.Persistence;

/// <summary>What no declaration says: a container or a queue that is not spoken of here fails the test.</summary>
internal static class Words
{
    public static IReadOnlyList<string[]> Stores { get; } =
    [
        ["Cosmos DB", "what is true (domains), what is derived from it (read models), and what the platform needs; on a developer's machine LocalCosmos"],
        ["Key Vault", "the key of each tenant, which wraps the keys of its subjects; on a developer's machine files under `Keys__Folder`"],
        ["Service Bus", "messages on their way; nothing is kept there for its own sake"],
        ["Durable Task", "how far orchestrations are: ids and progress, nothing personal"],
    ];

    /// <summary>Platform containers: what they hold, and for how long.</summary>
    public static IReadOnlyDictionary<string, (string Holds, string Kept)> Containers { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["audit"] = ("who has read and written personal data of whom, in a chain for each subject; where requests came from sealed", "for ever"),
        ["deadletters"] = ("events that a read model could not take in or a reaction not follow: where they are and what went wrong, not what they say", "until an operator has replayed or discarded them, and after that as the record of it; until their subject is erased at the longest"),
        ["imports"] = ("lists that were sent in bulk, what is personal in them sealed, and what became of each row", $"{new AttendanceImportOptions().Life.TotalDays} days after the last change (`AttendanceImport__Life`)"),
        ["keys"] = ("the data key of each subject, wrapped by its tenant's key", "until the subject is erased; then a note of when stays"),
        ["leases"] = ("how far each reader of a change feed is", "as long as the reader is there"),
        ["operations"] = ("what operators did and decided, and which build of a read model serves", "for ever"),
    };

    /// <summary>Queues and topics: who sends what, what its order and parallelism come from, and what is left of somebody who is erased.</summary>
    public static IReadOnlyDictionary<string, (string Sent, string Order, string Erased)> Entities { get; } = new Dictionary<string, (string, string, string)>(StringComparer.Ordinal)
    {
        ["attendance-imports"] = (
            "lists of attendance, by systems that have them; the message id is the list's key",
            "none between messages, which are taken side by side (`maxConcurrentCalls`); the rows of one in their order",
            "people are named by ids, and notes are refused; when somebody came stands in it until it is read"),
        ["events"] = (
            "every stored event, by the Publish functions, at least once; the message id is the event's id",
            "session = record: the events of one record in order, those of different records side by side",
            "what is personal is sealed, and unreadable with the subject's key"),
        ["privacy"] = (
            "what recipients and officers must be told of a subject's rights, at least once; the message id follows from what is told",
            "none between messages",
            "they hold ids, codes and times"),
        ["privacy-acknowledgements"] = (
            "that a recipient has done what an erasure asks, by the recipient",
            "none between messages, which are taken side by side",
            "they hold ids, codes and times"),
    };
}
