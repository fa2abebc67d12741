using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Telemetry;
using Serverless.Contracts.Records;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Contracts.Messaging;

/// <summary>Stored events on their way to the app's own topic, as its file declares it.</summary>
public sealed class IntegrationEventTests(RecordApp app) : IClassFixture<RecordApp>, IAsyncLifetime
{
    private Broker? _broker;
    private IDisposable? _served;
    private ServiceBusClient? _client;
    private EventSender? _sender;

    public async Task InitializeAsync()
    {
        var topology = TopologyFile.Read(Path.Combine(AppContext.BaseDirectory, TopologyFile.UsualName));
        _broker = await Broker.OpenAsync(null, topology, TimeProvider.System, NullLoggerFactory.Instance);
        var host = $"bus-{Guid.NewGuid():N}";
        _served = Brokers.Serve(host, _broker);
        _client = new($"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;");
        _sender = new EventSender(_client, new ServiceCollection().AddMeasures().BuildServiceProvider().GetRequiredService<Instruments>());
    }

    public async Task DisposeAsync()
    {
        await _sender!.DisposeAsync();
        await _client!.DisposeAsync();
        _served!.Dispose();
        await _broker!.DisposeAsync();
    }

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task Events_travel_as_they_are_stored_in_the_order_of_their_record()
    {
        var key = await FillAsync(numbers: 5);
        await PublishAsync(key);
        var messages = await ReceiveAsync(key, count: 6);
        var stored = Events(await app.DocumentsAsync(key));
        Assert.Equal(stored.Select(document => (string)document["id"]!), messages.Select(message => message.MessageId));
        Assert.Equal(["opened", "added", "added", "added", "added", "added"], messages.Select(message => message.Subject));
        Assert.Equal(Enumerable.Range(1, 6).Select(version => (object)(long)version), messages.Select(message => message.ApplicationProperties["version"]));
        Assert.Equal(("acme", "counter"), (messages[0].ApplicationProperties["tenantId"], messages[0].ApplicationProperties["recordType"]));
        var body = messages[0].Body.ToString();
        Assert.Equal(stored[0].ToJsonString(), JsonNode.Parse(body)!.ToJsonString());
        Assert.DoesNotContain("Ada", body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S79")]
    public async Task A_batch_that_is_sent_again_arrives_once()
    {
        var key = await FillAsync(numbers: 2);
        await PublishAsync(key);
        await PublishAsync(key);
        var last = await FillAsync(numbers: 0);
        await PublishAsync(last);
        Assert.Equal(3, (await ReceiveAsync(key, count: 3)).Count);
        await using var session = await _client!.AcceptSessionAsync("events", "audit", key.RecordId.ToString());
        Assert.Null(await session.ReceiveMessageAsync(TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task An_event_that_is_too_large_for_a_message_travels_without_its_content()
    {
        var key = await FillAsync(numbers: 0);
        var large = Events(await app.DocumentsAsync(key))[0].DeepClone().AsObject();
        large["padding"] = new string('x', 2 * 1024 * 1024);
        await _sender!.SendAsync([large], CancellationToken.None);
        var message = Assert.Single(await ReceiveAsync(key, count: 1));
        Assert.Equal((false, 0), (message.ApplicationProperties["whole"], message.Body.ToMemory().Length));
        Assert.Equal(((string)large["id"]!, "opened"), (message.MessageId, message.Subject));
    }

    [Fact]
    [Trait("Requirement", "S127")]
    public async Task A_message_carries_the_trace_of_the_request_that_its_event_goes_back_to()
    {
        const string Origin = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var key = await FillAsync(numbers: 0);
        var traced = Events(await app.DocumentsAsync(key))[0].DeepClone().AsObject();
        traced["why"]!["traceParent"] = Origin;
        await _sender!.SendAsync([traced], CancellationToken.None);
        var message = Assert.Single(await ReceiveAsync(key, count: 1));
        Assert.Equal((Origin, Origin), (message.ApplicationProperties["Diagnostic-Id"], message.ApplicationProperties["traceparent"]));
    }

    private async Task<RecordKey> FillAsync(int numbers)
    {
        var key = RecordApp.NewKey();
        await app.OpenAsync(key);
        for (var i = 1; i <= numbers; i++) await app.AddAsync(key, i);
        return key;
    }

    private async Task PublishAsync(RecordKey key) => await _sender!.SendAsync(Events(await app.DocumentsAsync(key)).Reverse(), CancellationToken.None);

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(RecordKey key, int count)
    {
        await using var session = await Deadline.WithinAsync("there is a session", _client!.AcceptSessionAsync("events", "audit", key.RecordId.ToString()));
        var messages = new List<ServiceBusReceivedMessage>();
        while (messages.Count < count)
        {
            foreach (var message in await Deadline.WithinAsync("messages come", session.ReceiveMessagesAsync(count - messages.Count)))
            {
                messages.Add(message);
                await session.CompleteMessageAsync(message);
            }
        }

        return messages;
    }

    private static IReadOnlyList<JsonObject> Events(IEnumerable<JsonObject> documents) => [.. documents.Where(document => document["recordType"] is not null)];
}
