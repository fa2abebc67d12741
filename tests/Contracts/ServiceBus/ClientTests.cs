using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;

namespace Serverless.Contracts.ServiceBus;

public sealed class ClientTests : BusContract
{
    private const string Key = "SharedAccessKeyName=name;SharedAccessKey=key";

    [Fact]
    public void A_connection_string_is_read_part_by_part()
    {
        var parsed = ServiceBusConnectionStringProperties.Parse($" endpoint = sb://bus.example.org:5672/ ;{Key};EntityPath=orders;UseDevelopmentEmulator=true;");

        Assert.Equal(
            (new Uri("sb://bus.example.org:5672/"), "bus.example.org", "name", "key", "orders", null),
            (parsed.Endpoint, parsed.FullyQualifiedNamespace, parsed.SharedAccessKeyName, parsed.SharedAccessKey, parsed.EntityPath, parsed.SharedAccessSignature));
        Assert.Equal("host", ServiceBusConnectionStringProperties.Parse("Endpoint=host").FullyQualifiedNamespace);
    }

    [Theory, InlineData("nothing"), InlineData("Endpoint=;" + Key), InlineData("Endpoint=sb://;" + Key), InlineData("Endpoint=sb://a b/;" + Key)]
    public void What_is_no_connection_string_is_a_format_error(string text) =>
        Assert.Throws<FormatException>(() => ServiceBusConnectionStringProperties.Parse(text));

    [Theory, InlineData("Endpoint=sb://host"), InlineData(Key), InlineData($"Endpoint=sb://host;SharedAccessSignature=sig;{Key}")]
    public void A_client_needs_an_address_and_one_way_to_show_who_it_is(string text) =>
        Assert.Throws<ArgumentException>(() => new ServiceBusClient(text));

    [Fact]
    public void A_client_needs_a_connection_string()
    {
        Assert.Throws<ArgumentNullException>(() => new ServiceBusClient(null));
        Assert.Throws<ArgumentException>(() => new ServiceBusClient(""));
        Assert.Throws<ArgumentException>(() => Client.CreateSender(" "));
        Assert.Throws<ArgumentNullException>(() => Client.CreateReceiver(null));
    }

    [Fact]
    public void A_path_in_the_connection_string_is_the_only_one()
    {
        var client = new ServiceBusClient($"Endpoint=sb://host;EntityPath=orders;{Key}");

        Assert.Equal("orders", client.CreateSender("orders").EntityPath);
        Assert.Throws<ArgumentException>(() => client.CreateSender("others"));
    }

    [Fact]
    public async Task Nobody_there_is_a_communication_problem()
    {
        await using var client = new ServiceBusClient($"Endpoint=sb://nobody-{Guid.NewGuid():N};{Key}", new ServiceBusClientOptions
        {
            RetryOptions = new() { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(1) },
        });

        var failure = await FailsAsync(
            ServiceBusFailureReason.ServiceCommunicationProblem, () => client.CreateSender("orders").SendMessageAsync(new ServiceBusMessage()));
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task An_entity_that_is_not_there_is_named()
    {
        var failure = await FailsAsync(
            ServiceBusFailureReason.MessagingEntityNotFound, () => Client.CreateSender("nowhere").SendMessageAsync(new ServiceBusMessage()));
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);

        await FailsAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Client.CreateReceiver("nowhere").ReceiveMessageAsync());
        await FailsAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Client.CreateReceiver(Bus.Topic, "nowhere").ReceiveMessageAsync());
        await FailsAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Client.CreateSender("nowhere").CreateMessageBatchAsync().AsTask());
    }

    [Fact]
    public async Task What_is_closed_does_nothing_more()
    {
        var sender = Client.CreateSender(Bus.Queue);
        var receiver = Client.CreateReceiver(Bus.Queue);
        await sender.CloseAsync();
        await receiver.DisposeAsync();

        Assert.True(sender.IsClosed && receiver.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendMessageAsync(new ServiceBusMessage()));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.ReceiveMessageAsync());

        var open = Client.CreateSender(Bus.Queue);
        await Client.DisposeAsync();
        Assert.True(Client.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => open.SendMessageAsync(new ServiceBusMessage()));
        Assert.Throws<ObjectDisposedException>(() => Client.CreateSender(Bus.Queue));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_waits_when_it_is_closed_takes_nothing_more(bool closesClient)
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString);
        var receiver = client.CreateReceiver(Bus.Queue);
        var waiting = receiver.ReceiveMessageAsync();

        await (closesClient ? client.DisposeAsync() : receiver.DisposeAsync());

        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        await Bus.SendAsync(Bus.Queue, "for others");
        Assert.Equal(1, (await ReceiveAsync(Client.CreateReceiver(Bus.Queue))).DeliveryCount);
    }

    [Fact]
    public async Task Arguments_out_of_range_are_refused()
    {
        var receiver = Client.CreateReceiver(Bus.Queue);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.ReceiveMessagesAsync(0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => receiver.PeekMessagesAsync(0));
        await Assert.ThrowsAsync<ArgumentNullException>(() => receiver.CompleteMessageAsync(null));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Client.CreateSender(Bus.Queue).SendMessageAsync(null));

        var message = new ServiceBusMessage { SessionId = "s" };
        Assert.Throws<ArgumentOutOfRangeException>(() => message.MessageId = new('x', 129));
        Assert.Throws<ArgumentException>(() => message.MessageId = "");
        Assert.Throws<ArgumentOutOfRangeException>(() => message.SessionId = new('x', 129));
        Assert.Throws<ArgumentOutOfRangeException>(() => message.PartitionKey = "other");
        Assert.Throws<ArgumentOutOfRangeException>(() => message.TimeToLive = TimeSpan.Zero);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusProcessorOptions { MaxConcurrentCalls = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusReceiverOptions { PrefetchCount = -1 });
    }

    [Fact]
    public async Task A_property_of_no_known_type_is_refused_before_anything_is_sent()
    {
        await using var sender = Client.CreateSender(Bus.Queue);
        var bad = new ServiceBusMessage { ApplicationProperties = { ["bad"] = new object() } };

        await Assert.ThrowsAsync<SerializationException>(() => sender.SendMessagesAsync([new ServiceBusMessage("good"), bad]));

        Assert.Null(await Client.CreateReceiver(Bus.Queue).PeekMessageAsync());
    }

    [Fact]
    public async Task Messages_that_take_too_much_are_refused()
    {
        await using var sender = Client.CreateSender(Bus.Queue);
        var large = new ServiceBusMessage(new byte[150_000]);

        await FailsAsync(ServiceBusFailureReason.MessageSizeExceeded, () => sender.SendMessageAsync(new ServiceBusMessage(new byte[2_000_000])));
        await FailsAsync(ServiceBusFailureReason.MessageSizeExceeded, () => sender.SendMessagesAsync(Enumerable.Repeat(large, 10)));
        await sender.SendMessageAsync(large);

        Assert.Equal(150_000, (await ReceiveAsync(Client.CreateReceiver(Bus.Queue))).Body.ToArray().Length);
    }

    [Fact]
    public async Task A_batch_takes_what_fits()
    {
        await using var sender = Client.CreateSender(Bus.Queue);
        using var batch = await sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 10_000 });

        while (batch.TryAddMessage(new ServiceBusMessage(new byte[1_000])))
        {
        }

        Assert.InRange(batch.Count, 5, 9);
        Assert.InRange(batch.SizeInBytes, batch.Count * 1_000, batch.MaxSizeInBytes);
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[11_000])));
        await sender.SendMessagesAsync(batch);
        Assert.Equal(batch.Count, (await Client.CreateReceiver(Bus.Queue).PeekMessagesAsync(20)).Count);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = long.MaxValue }).AsTask());
    }

    [Fact]
    public void Received_messages_and_batches_can_be_made_for_tests()
    {
        var token = Guid.NewGuid();
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            new BinaryData("body"), "id", sessionId: "session", timeToLive: TimeSpan.FromMinutes(1), properties: new Dictionary<string, object> { ["a"] = 1 },
            lockTokenGuid: token, deliveryCount: 2, lockedUntil: at, sequenceNumber: 7, enqueuedTime: at, serviceBusMessageState: ServiceBusMessageState.Deferred);

        Assert.Equal(
            ("body", "id", "session", 1, $"{token}", 2, at, 7L, at.AddMinutes(1), ServiceBusMessageState.Deferred),
            (message.Body.ToString(), message.MessageId, message.SessionId, message.ApplicationProperties["a"], message.LockToken, message.DeliveryCount,
                message.LockedUntil, message.SequenceNumber, message.ExpiresAt, message.State));

        var batch = ServiceBusModelFactory.ServiceBusMessageBatch(5, [new ServiceBusMessage()], tryAddCallback: added => added.Subject == "yes");
        Assert.True(batch.TryAddMessage(new ServiceBusMessage { Subject = "yes" }));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage()));
        Assert.Equal((2, 5L), (batch.Count, batch.SizeInBytes));
    }
}
