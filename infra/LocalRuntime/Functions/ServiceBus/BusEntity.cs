using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.Functions.Joining;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>The queue or the subscription that a function listens to.</summary>
internal sealed record BusEntity(ServiceBusClient Client, string QueueOrTopic, string? Subscription)
{
    private const string DeadLetters = "/$DeadLetterQueue";

    public string Path => Subscription is null ? QueueOrTopic : $"{QueueOrTopic}/Subscriptions/{Subscription}";

    /// <summary>What is wrong with the declared entity for a function of this kind.</summary>
    public void Check(string function, BusTopology topology, bool isSessionsEnabled)
    {
        var name = Subscription ?? QueueOrTopic;
        var isDeadLetters = name.EndsWith(DeadLetters, StringComparison.OrdinalIgnoreCase);
        if (isDeadLetters)
            name = name[..^DeadLetters.Length];
        ReceivingSettings entity = Subscription is null ? FindQueue(function, topology, name) : FindSubscription(function, topology, name);
        var requiresSession = entity.RequiresSession && !isDeadLetters;
        if (requiresSession && !isSessionsEnabled)
            throw StartException.Of(function, $"'{Path}' requires sessions, so IsSessionsEnabled must be set.");
        if (!requiresSession && isSessionsEnabled)
            throw StartException.Of(function, $"IsSessionsEnabled is set, and '{Path}' has no sessions.");
        if (entity.ForwardTo is not null && !isDeadLetters)
            throw StartException.Of(function, $"'{Path}' forwards its messages to '{entity.ForwardTo}', so none can be received.");
    }

    private static QueueSettings FindQueue(string function, BusTopology topology, string name) =>
        topology.Queues.FirstOrDefault(queue => Same(queue.Name, name)) is { } queue ? queue
        : topology.Topics.Any(topic => Same(topic.Name, name)) ? throw StartException.Of(function, $"'{name}' is a topic, and messages are received from its subscriptions.")
        : throw StartException.Of(function, $"{TopologyFile.UsualName} declares no queue '{name}'.");

    private SubscriptionSettings FindSubscription(string function, BusTopology topology, string name)
    {
        var topic = topology.Topics.FirstOrDefault(topic => Same(topic.Name, QueueOrTopic))
            ?? throw StartException.Of(function, $"{TopologyFile.UsualName} declares no topic '{QueueOrTopic}'.");
        return topic.Subscriptions.FirstOrDefault(subscription => Same(subscription.Name, name))
            ?? throw StartException.Of(function, $"{TopologyFile.UsualName} declares no subscription '{name}' of the topic '{QueueOrTopic}'.");
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
