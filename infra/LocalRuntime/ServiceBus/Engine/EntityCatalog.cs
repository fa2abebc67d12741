using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.ServiceBus.Topology;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>
/// The queues and topics that the topology declares, each with its row. What it no longer declares keeps its messages as they are.
/// </summary>
internal sealed class EntityCatalog
{
    private readonly Dictionary<string, Entity> _byPath = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, Entity> _byId = [];

    public EntityCatalog(Database database, BusTopology topology)
    {
        database.Run("UPDATE entities SET declared = 0");
        foreach (var queue in topology.Queues) Queue(database, queue.Name, queue);
        foreach (var topic in topology.Topics)
        {
            var subscriptions = topic.Subscriptions
                .Select(settings => new Subscription(Queue(database, EntityPaths.Subscription(topic.Name, settings.Name), settings), settings))
                .ToList();
            // A row of its own kind: a queue of that name may have left messages, which a topic would not know what to do with.
            Add(new Topic(Row(database, $"{topic.Name}/$Topic"), topic.Name, topic, subscriptions));
        }

        foreach (var queue in _byId.Values.OfType<MessageQueue>())
        {
            Check(queue, queue.Settings.ForwardTo);
            Check(queue, queue.Settings.ForwardDeadLetteredMessagesTo);
        }
    }

    /// <summary>Those that messages are sent to; not what belongs to a topic, and not where dead letters lie.</summary>
    public IEnumerable<MessageQueue> Queues => _byPath.Values.OfType<MessageQueue>().Where(queue => queue is { IsDeadLetterQueue: false, Settings: QueueSettings });

    public IEnumerable<Topic> Topics => _byPath.Values.OfType<Topic>();

    public Entity? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <exception cref="ServiceBusException">Nothing is sent to that path.</exception>
    public Entity Target(string path) =>
        Find(path) is { } entity and not MessageQueue { IsDeadLetterQueue: true } and not MessageQueue { Settings: SubscriptionSettings }
            ? entity
            : throw BusErrors.NoSuchEntity(path);

    /// <exception cref="ServiceBusException">Nothing is received from that path.</exception>
    public MessageQueue Source(string path) => Find(path) as MessageQueue ?? throw BusErrors.NoSuchEntity(path);

    /// <returns>Null when the topology no longer declares it.</returns>
    public MessageQueue? Queue(int id) => Entity(id) as MessageQueue;

    /// <returns>Null when the topology no longer declares it.</returns>
    public Entity? Entity(int id) => _byId.GetValueOrDefault(id);

    private static int Row(Database database, string path)
    {
        database.Run("INSERT INTO entities (path, last, declared) VALUES ($0, 0, 1) ON CONFLICT DO UPDATE SET declared = 1", path);
        return database.Read("SELECT id FROM entities WHERE path = $0", row => row.GetInt32(0), path).Single();
    }

    private MessageQueue Queue(Database database, string path, ReceivingSettings settings)
    {
        var deadLetterPath = EntityPaths.DeadLetters(path);
        var deadLetters = new MessageQueue(Row(database, deadLetterPath), deadLetterPath, settings, deadLetters: null);
        Add(deadLetters);
        var queue = new MessageQueue(Row(database, path), path, settings, deadLetters);
        Add(queue);
        return queue;
    }

    private void Add(Entity entity)
    {
        if (!_byPath.TryAdd(entity.Path, entity)) throw new ArgumentException($"'{entity.Path}' is declared twice.", nameof(entity));
        _byId[entity.Id] = entity;
    }

    private void Check(MessageQueue queue, string? forwardTo)
    {
        if (forwardTo is not null && Find(forwardTo) is null)
            throw new ArgumentException($"'{queue.Path}' forwards to '{forwardTo}', which is not declared.", nameof(forwardTo));
    }
}
