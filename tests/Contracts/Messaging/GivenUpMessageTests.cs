using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Cloud.Messaging;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Contracts.Messaging;

/// <summary>What nobody could take does not stay for good, and goes no sooner than somebody could have looked at it.</summary>
[Trait("Requirement", "S77")]
[Trait("Requirement", "S130")]
public sealed class GivenUpMessageTests : IAsyncLifetime
{
    private const string Queue = "attendance-imports";
    private const string Topic = "privacy";
    private const string Subscription = "officers";

    private readonly ShiftedTime _time = new();
    private readonly MessageOptions _options = new();
    private Broker? _broker;
    private IDisposable? _served;
    private ServiceBusClient? _client;
    private ServiceBusAdministrationClient? _administration;

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync(null, TopologyFile.Read(Path.Combine(AppContext.BaseDirectory, TopologyFile.UsualName)), _time, NullLoggerFactory.Instance);
        var host = $"given-up-{Guid.NewGuid():N}";
        _served = Brokers.Serve(host, _broker);
        var connection = $"Endpoint=sb://{host};SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true;";
        (_client, _administration) = (new(connection), new(connection));
    }

    public async Task DisposeAsync()
    {
        await _client!.DisposeAsync();
        _served!.Dispose();
        await _broker!.DisposeAsync();
    }

    [Fact]
    public async Task After_their_time_they_are_deleted_wherever_they_lie_and_later_ones_stay()
    {
        await GiveUpAsync(Queue, _client!.CreateReceiver(Queue), "first");
        await GiveUpAsync(Topic, _client.CreateReceiver(Topic, Subscription), "second");
        _time.Advance(_options.GivenUpLife - TimeSpan.FromMinutes(1));
        Assert.Equal(0, await ExpireAsync());
        Assert.Equal((1, 1), await LeftAsync());

        await GiveUpAsync(Queue, _client.CreateReceiver(Queue), "third");
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(2, await ExpireAsync());
        Assert.Equal((1, 0), await LeftAsync());
        await using var left = _client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("third", (await left.ReceiveMessageAsync(Deadline.Patience)).MessageId);
    }

    [Fact]
    public async Task Where_nothing_was_given_up_nothing_is_asked_for()
    {
        await using var sender = _client!.CreateSender(Queue);
        await sender.SendMessageAsync(new ServiceBusMessage("{}") { MessageId = "waiting" });
        Assert.Equal(0, await ExpireAsync());
        await using var receiver = _client.CreateReceiver(Queue);
        Assert.Equal("waiting", (await receiver.ReceiveMessageAsync(Deadline.Patience)).MessageId);
    }

    private Task<int> ExpireAsync() => new GivenUpMessages(_client!, new QueueDepths(_administration!), _options, _time).ExpireAsync(CancellationToken.None);

    private async Task GiveUpAsync(string entity, ServiceBusReceiver receiver, string id)
    {
        await using var sender = _client!.CreateSender(entity);
        await sender.SendMessageAsync(new ServiceBusMessage("{}") { MessageId = id, Subject = "deadline-near" });
        await using (receiver) await receiver.DeadLetterMessageAsync(await receiver.ReceiveMessageAsync(Deadline.Patience), deadLetterReason: "tested");
    }

    private async Task<(long OfQueue, long OfSubscription)> LeftAsync()
    {
        var depths = (await new QueueDepths(_administration!).ReadAsync(CancellationToken.None)).ToDictionary(depth => depth.Name, depth => depth.DeadLetters);
        return (depths[Queue], depths[$"{Topic}/{Subscription}"]);
    }
}
