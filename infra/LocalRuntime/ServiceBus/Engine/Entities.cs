using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>What messages are sent to. Id is its row.</summary>
internal abstract class Entity(int id, string path)
{
    public int Id => id;

    public string Path => path;

    public abstract TimeSpan DefaultTimeToLive { get; }

    /// <summary>Null: duplicates are not looked for.</summary>
    public virtual TimeSpan? DuplicateWindow => null;
}

/// <summary>What messages are received from: a queue, a subscription, or the dead-letter queue of one.</summary>
internal sealed class MessageQueue(int id, string path, ReceivingSettings settings, MessageQueue? deadLetters) : Entity(id, path)
{
    public ReceivingSettings Settings => settings;

    /// <summary>Null for a dead-letter queue: from there a message goes nowhere by itself.</summary>
    public MessageQueue? DeadLetters => deadLetters;

    public bool IsDeadLetterQueue => deadLetters is null;

    public bool RequiresSession => settings.RequiresSession && !IsDeadLetterQueue;

    public override TimeSpan DefaultTimeToLive => settings.DefaultMessageTimeToLive;

    public override TimeSpan? DuplicateWindow => (settings as QueueSettings)?.DuplicateDetectionHistoryTimeWindow;

    public Waiters Waiters { get; } = new();
}

internal sealed class Topic(int id, string path, TopicSettings settings, IReadOnlyList<Subscription> subscriptions) : Entity(id, path)
{
    public IReadOnlyList<Subscription> Subscriptions => subscriptions;

    public override TimeSpan DefaultTimeToLive => settings.DefaultMessageTimeToLive;

    public override TimeSpan? DuplicateWindow => settings.DuplicateDetectionHistoryTimeWindow;
}

internal sealed record Subscription(MessageQueue Queue, SubscriptionSettings Settings);
