namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>The queues and topics of a namespace. Names are compared without regard to case.</summary>
internal sealed record BusTopology(IReadOnlyList<QueueSettings> Queues, IReadOnlyList<TopicSettings> Topics);

/// <summary>What a queue and a subscription have in common. Defaults are those of the service.</summary>
internal abstract record ReceivingSettings(string Name)
{
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxDeliveryCount { get; init; } = 10;

    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.MaxValue;

    public bool DeadLetteringOnMessageExpiration { get; init; }

    public bool RequiresSession { get; init; }

    /// <summary>The queue or topic that takes every message from here.</summary>
    public string? ForwardTo { get; init; }

    public string? ForwardDeadLetteredMessagesTo { get; init; }
}

internal sealed record QueueSettings(string Name) : ReceivingSettings(Name)
{
    /// <summary>Null: duplicates are not looked for.</summary>
    public TimeSpan? DuplicateDetectionHistoryTimeWindow { get; init; }
}

internal sealed record TopicSettings(string Name)
{
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.MaxValue;

    /// <summary>Null: duplicates are not looked for.</summary>
    public TimeSpan? DuplicateDetectionHistoryTimeWindow { get; init; }

    public IReadOnlyList<SubscriptionSettings> Subscriptions { get; init; } = [];
}

internal sealed record SubscriptionSettings(string Name) : ReceivingSettings(Name)
{
    /// <summary>
    /// A message that rules without an action let through is copied once for all of them; each rule with an action makes a
    /// copy of its own.
    /// </summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [Rule.Everything];

    public bool DeadLetteringOnFilterEvaluationExceptions { get; init; } = true;
}
