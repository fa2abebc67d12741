namespace Serverless.LocalRuntime.ServiceBus.Messages;

/// <summary>What filters and rule actions see of a message: everything but its body.</summary>
internal sealed record MessageView
{
    public static readonly IReadOnlyDictionary<string, object?> NoProperties = new Dictionary<string, object?>(StringComparer.Ordinal);

    public string? MessageId { get; init; }

    public string? SessionId { get; init; }

    public string? CorrelationId { get; init; }

    public string? Subject { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? ContentType { get; init; }

    public string? PartitionKey { get; init; }

    public string? TransactionPartitionKey { get; init; }

    /// <summary>Null when the sender has set none.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public DateTimeOffset? ScheduledEnqueueTime { get; init; }

    /// <summary>When a topic took it; not a part of the message as it is sent.</summary>
    public DateTimeOffset? EnqueuedTime { get; init; }

    /// <summary>The application properties. Keys are compared as they are spelled.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; init; } = NoProperties;
}
