#nullable disable

using Serverless.LocalRuntime.ServiceBus.Engine;

namespace Azure.Messaging.ServiceBus.Administration;

public class QueueRuntimeProperties
{
    internal QueueRuntimeProperties(Depth depth)
    {
        Name = depth.Queue.Path;
        ActiveMessageCount = depth.Active;
        ScheduledMessageCount = depth.Scheduled;
        DeadLetterMessageCount = depth.DeadLetters;
    }

    public string Name { get; }

    public long TotalMessageCount => ActiveMessageCount + ScheduledMessageCount + DeadLetterMessageCount;

    public long ActiveMessageCount { get; }

    public long DeadLetterMessageCount { get; }

    public long ScheduledMessageCount { get; }
}

public class SubscriptionRuntimeProperties
{
    internal SubscriptionRuntimeProperties(string topic, string name, Depth depth)
    {
        TopicName = topic;
        SubscriptionName = name;
        ActiveMessageCount = depth.Active;
        DeadLetterMessageCount = depth.DeadLetters;
    }

    public string TopicName { get; }

    public string SubscriptionName { get; }

    public long TotalMessageCount => ActiveMessageCount + DeadLetterMessageCount;

    public long ActiveMessageCount { get; }

    public long DeadLetterMessageCount { get; }
}

public class TopicRuntimeProperties
{
    internal TopicRuntimeProperties(string name, long scheduled, int subscriptions)
    {
        Name = name;
        ScheduledMessageCount = scheduled;
        SubscriptionCount = subscriptions;
    }

    public string Name { get; }

    public long ScheduledMessageCount { get; }

    public int SubscriptionCount { get; }
}
