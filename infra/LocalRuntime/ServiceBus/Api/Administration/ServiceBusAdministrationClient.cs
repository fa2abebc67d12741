#nullable disable

using Azure.Core;
using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Engine;

namespace Azure.Messaging.ServiceBus.Administration;

/// <summary>Tells what lies in the queues, topics and subscriptions of a namespace. It is reached when it is asked, not before.</summary>
public class ServiceBusAdministrationClient
{
    private readonly string _host;

    public ServiceBusAdministrationClient(string connectionString)
    {
        var parsed = ServiceBusConnectionStringProperties.Parse(connectionString);
        parsed.Validate(nameof(connectionString));
        _host = parsed.FullyQualifiedNamespace;
    }

    /// <param name="credential">Must be there; a broker in the same process has nobody to keep out.</param>
    public ServiceBusAdministrationClient(string fullyQualifiedNamespace, TokenCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        _host = ServiceBusClient.Host(fullyQualifiedNamespace);
    }

    protected ServiceBusAdministrationClient()
    {
    }

    public virtual AsyncPageable<QueueRuntimeProperties> GetQueuesRuntimePropertiesAsync(CancellationToken cancellationToken = default) =>
        List(turn => turn.Entities.Queues.Select(queue => new QueueRuntimeProperties(Depth.Of(turn, queue))), cancellationToken);

    public virtual AsyncPageable<TopicRuntimeProperties> GetTopicsRuntimePropertiesAsync(CancellationToken cancellationToken = default) =>
        List(turn => turn.Entities.Topics.Select(topic => new TopicRuntimeProperties(topic.Path, Depth.ScheduledIn(turn, topic), topic.Subscriptions.Count)), cancellationToken);

    /// <exception cref="ServiceBusException">There is no such topic.</exception>
    public virtual AsyncPageable<SubscriptionRuntimeProperties> GetSubscriptionsRuntimePropertiesAsync(string topicName, CancellationToken cancellationToken = default)
    {
        Check.NotNullOrWhiteSpace(topicName, nameof(topicName));
        return List(
            turn => (turn.Entities.Find(topicName) as Topic ?? throw BusErrors.NoSuchEntity(topicName)).Subscriptions
                .Select(one => new SubscriptionRuntimeProperties(topicName, one.Settings.Name, Depth.Of(turn, one.Queue))),
            cancellationToken);
    }

    private Listed<T> List<T>(Func<Turn, IEnumerable<T>> read, CancellationToken cancellation) => new(async () =>
    {
        Cancellation.Check(cancellation);
        return await Brokers.At(_host).RunAsync<IReadOnlyList<T>>(turn => [.. read(turn)]);
    });
}
