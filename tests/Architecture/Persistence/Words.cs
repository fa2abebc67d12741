namespace Serverless.Architecture.Persistence;

/// <summary>What no declaration says: a container or a queue that is not spoken of here fails the test.</summary>
internal static class Words
{
    public static IReadOnlyList<string[]> Stores { get; } =
    [
        ["Cosmos DB", "what is true (domains), what is derived from it (read models), and what the platform needs; on a developer's machine LocalCosmos"],
        ["Blob Storage", "archives, exports for those whom they are about, and what proves the access log; on a developer's machine Azurite"],
        ["Key Vault", "the key of each tenant, which wraps the keys of its subjects; on a developer's machine files under `Keys__Folder`"],
        ["Service Bus", "messages on their way; nothing is kept there for its own sake"],
        ["Durable Task", "how far orchestrations are: ids and progress, nothing personal"],
    ];

    /// <summary>What platform containers hold.</summary>
    public static IReadOnlyDictionary<string, string> Containers { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["archives"] = "what is archived: of each person where it is, and of each blob of an archive what it holds",
        ["audit"] = "who has read and written personal data of whom, in a chain for each subject; where requests came from sealed",
        ["deadletters"] = "events that a read model could not take in or a reaction not follow: where they are and what went wrong, not what they say",
        ["imports"] = "lists that were sent in bulk, what is personal in them sealed, and what became of each row",
        ["keys"] = "the data key of each subject, wrapped by its tenant's key",
        ["leases"] = "how far each reader of a change feed is",
        ["operations"] = "what operators did and decided, and which build of a read model serves",
    };

    /// <summary>Queues and topics: who sends what, and what its order and parallelism come from.</summary>
    public static IReadOnlyDictionary<string, (string Sent, string Order)> Entities { get; } = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["attendance-imports"] = (
            "lists of attendance, by systems that have them; the message id is the list's key",
            "none between messages, which are taken side by side (`maxConcurrentCalls`); the rows of one in their order"),
        ["events"] = (
            "every stored event, by the Publish functions, at least once; the message id is the event's id",
            "session = record: the events of one record in order, those of different records side by side"),
        ["privacy"] = (
            "what recipients and officers must be told of a subject's rights, at least once; the message id follows from what is told",
            "none between messages"),
        ["privacy-acknowledgements"] = (
            "that a recipient has done what an erasure asks, by the recipient",
            "none between messages, which are taken side by side"),
    };
}
