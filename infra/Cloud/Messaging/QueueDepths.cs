using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Serverless.Cloud.Messaging;

/// <summary>How many messages lie where the app's namespace lets them be received.</summary>
/// <param name="Name">Of a queue, or of a topic and its subscription.</param>
/// <param name="Active">Waiting, or being worked on.</param>
/// <param name="Scheduled">For later; null of a subscription, which gets them when they are due.</param>
public sealed record QueueDepth(string Name, long Active, long? Scheduled, long DeadLetters);

/// <summary>Asks the namespace. On Azure the identity of the app must be allowed to look into it: Azure Service Bus Data Owner.</summary>
public sealed class QueueDepths(ServiceBusAdministrationClient client)
{
    /// <summary>Of all queues and subscriptions, by name.</summary>
    /// <exception cref="ServiceBusException">The namespace does not answer.</exception>
    /// <exception cref="Azure.RequestFailedException">It does not answer us.</exception>
    public async Task<IReadOnlyList<QueueDepth>> ReadAsync(CancellationToken cancellation)
    {
        var found = new List<QueueDepth>();
        await foreach (var queue in client.GetQueuesRuntimePropertiesAsync(cancellation))
            found.Add(new QueueDepth(queue.Name, queue.ActiveMessageCount, queue.ScheduledMessageCount, queue.DeadLetterMessageCount));
        await foreach (var topic in client.GetTopicsRuntimePropertiesAsync(cancellation))
        {
            await foreach (var one in client.GetSubscriptionsRuntimePropertiesAsync(topic.Name, cancellation))
                found.Add(new QueueDepth($"{one.TopicName}/{one.SubscriptionName}", one.ActiveMessageCount, Scheduled: null, one.DeadLetterMessageCount));
        }

        return [.. found.OrderBy(depth => depth.Name, StringComparer.Ordinal)];
    }
}
