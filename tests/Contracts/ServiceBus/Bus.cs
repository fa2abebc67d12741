using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Contracts.ServiceBus;

/// <summary>
/// A namespace of its own for a test, and a client of it: the one place that knows what serves it. Against an account it would
/// make these queues, and let time pass by waiting.
/// </summary>
public sealed class Bus : IAsyncDisposable
{
    public const string Queue = "orders";
    public const string SessionQueue = "conversations";
    public const string UniqueQueue = "unique";
    public const string ExpiringQueue = "expiring";
    public const string ForwardingQueue = "forwarding";
    public const string Topic = "events";

    public const int MaxDeliveries = 3;
    public static readonly TimeSpan LockDuration = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan ShortLife = TimeSpan.FromMinutes(2);

    /// <summary>Longer than any time that a test lets pass.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromHours(1);

    /// <summary>Enough for what is not there not to come.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private static readonly BusTopology Topology = new(
        [
            new(Queue) { LockDuration = LockDuration, MaxDeliveryCount = MaxDeliveries },
            new(SessionQueue) { LockDuration = LockDuration, MaxDeliveryCount = MaxDeliveries, RequiresSession = true },
            new(UniqueQueue) { DuplicateDetectionHistoryTimeWindow = DuplicateWindow },
            new(ExpiringQueue) { DefaultMessageTimeToLive = ShortLife, DeadLetteringOnMessageExpiration = true, LockDuration = LockDuration },
            new(ForwardingQueue) { ForwardTo = Queue },
        ],
        [
            new(Topic)
            {
                Subscriptions =
                [
                    new("all") { LockDuration = LockDuration },
                    new("also") { LockDuration = LockDuration },
                    new("sessions") { RequiresSession = true },
                ],
            },
        ]);

    private readonly MovableTime _time;
    private readonly Broker _broker;
    private readonly IDisposable _served;

    private Bus(MovableTime time, Broker broker, string host)
    {
        _time = time;
        _broker = broker;
        _served = Brokers.Serve(host, broker);
        ConnectionString =
            $"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";
        Client = new(ConnectionString, new ServiceBusClientOptions { RetryOptions = new() { TryTimeout = LongWait } });
    }

    public string ConnectionString { get; }

    public ServiceBusClient Client { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public static async Task<Bus> StartAsync()
    {
        var time = new MovableTime();
        return new(time, await Broker.OpenAsync(null, Topology, time, NullLoggerFactory.Instance), $"bus-{Guid.NewGuid():N}");
    }

    public void Pass(TimeSpan time) => _time.Advance(time);

    public async Task SendAsync(string path, params string[] bodies)
    {
        await using var sender = Client.CreateSender(path);
        await sender.SendMessagesAsync(bodies.Select(body => new ServiceBusMessage(body)));
    }

    public ServiceBusReceiver DeadLetters(string queue) => Client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _served.Dispose();
        await _broker.DisposeAsync();
    }
}
