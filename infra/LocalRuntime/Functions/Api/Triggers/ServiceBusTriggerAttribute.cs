using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts a function for the messages of a queue or a subscription.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute, ISupportCardinality
{
    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    public ServiceBusTriggerAttribute(string topicName, string subscriptionName)
    {
        TopicName = topicName;
        SubscriptionName = subscriptionName;
    }

    /// <summary>Null for a subscription. Names may contain <c>%setting%</c>, and end in <c>/$DeadLetterQueue</c>.</summary>
    public string? QueueName { get; }

    public string? TopicName { get; }

    public string? SubscriptionName { get; }

    /// <summary>Name of the setting that holds the connection string.</summary>
    public string? Connection { get; set; }

    public bool IsSessionsEnabled { get; set; }

    /// <summary>Several messages go to one invocation, as an array or a list.</summary>
    public bool IsBatched { get; set; }

    /// <summary>Where it is not set, host.json decides.</summary>
    public bool AutoCompleteMessages
    {
        get => AutoComplete ?? true;
        set => AutoComplete = value;
    }

    internal bool? AutoComplete { get; private set; }

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
