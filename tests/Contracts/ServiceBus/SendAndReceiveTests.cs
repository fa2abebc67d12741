using Azure.Messaging.ServiceBus;

namespace Serverless.Contracts.ServiceBus;

public sealed class SendAndReceiveTests : BusContract
{
    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        var sent = new ServiceBusMessage("body")
        {
            MessageId = "id", CorrelationId = "correlation", Subject = "subject", To = "to", ReplyTo = "reply", ReplyToSessionId = "reply session",
            ContentType = "text/plain", PartitionKey = "partition", TimeToLive = TimeSpan.FromHours(1),
        };
        foreach (var (key, value) in Properties) sent.ApplicationProperties.Add(key, value);
        var before = Bus.Now;
        await using var sender = Client.CreateSender(Bus.Queue);
        await sender.SendMessageAsync(sent);

        var message = await ReceiveAsync(Client.CreateReceiver(Bus.Queue));

        Assert.Equal("body", message.Body.ToString());
        Assert.Equal(
            ("id", "correlation", "subject", "to", "reply", "reply session", "text/plain", "partition"),
            (message.MessageId, message.CorrelationId, message.Subject, message.To, message.ReplyTo, message.ReplyToSessionId, message.ContentType, message.PartitionKey));
        Assert.Equal(Properties.OrderBy(pair => pair.Key), message.ApplicationProperties.OrderBy(pair => pair.Key));
        Assert.Equal(TimeSpan.FromHours(1), message.TimeToLive);
        Assert.Equal((1, ServiceBusMessageState.Active), (message.DeliveryCount, message.State));
        Assert.InRange(message.EnqueuedTime, before, Bus.Now);
        Assert.Equal(message.EnqueuedTime + message.TimeToLive, message.ExpiresAt);
        Assert.InRange(message.LockedUntil, before + Bus.LockDuration, Bus.Now + Bus.LockDuration);
        Assert.NotEqual(Guid.Empty, Guid.Parse(message.LockToken));
        Assert.True(message.SequenceNumber > 0);
        Assert.Equal(message.SequenceNumber, message.EnqueuedSequenceNumber);
    }

    [Fact]
    public async Task What_is_not_set_has_its_default()
    {
        await Bus.SendAsync(Bus.Queue, "");

        var message = await ReceiveAsync(Client.CreateReceiver(Bus.Queue));

        Assert.Empty(message.Body.ToArray());
        Assert.NotEmpty(message.MessageId);
        Assert.Null(message.SessionId);
        Assert.Null(message.DeadLetterReason);
        Assert.Equal((TimeSpan.MaxValue, DateTimeOffset.MaxValue), (message.TimeToLive, message.ExpiresAt));
        Assert.Equal(default, message.ScheduledEnqueueTime);
        Assert.Empty(message.ApplicationProperties);
    }

    [Fact]
    public async Task Messages_come_in_the_order_of_their_sending()
    {
        await Bus.SendAsync(Bus.Queue, "1", "2", "3");
        await Bus.SendAsync(Bus.Queue, "4");
        var receiver = Client.CreateReceiver(Bus.Queue);

        var first = await receiver.ReceiveMessagesAsync(3);
        var rest = await receiver.ReceiveMessagesAsync(3);

        Assert.Equal(["1", "2", "3", "4"], first.Concat(rest).Select(message => message.Body.ToString()));
        Assert.Equal(first.Concat(rest).OrderBy(message => message.SequenceNumber), first.Concat(rest));
    }

    [Fact]
    public async Task A_receiver_waits_for_what_is_yet_to_come()
    {
        var receiving = Client.CreateReceiver(Bus.Queue).ReceiveMessageAsync();
        Assert.False(receiving.IsCompleted);

        await Bus.SendAsync(Bus.Queue, "late");

        Assert.Equal("late", (await receiving).Body.ToString());
    }

    [Fact]
    public async Task Each_of_many_waiting_receivers_gets_one()
    {
        var waiting = Enumerable.Range(0, 20).Select(_ => Client.CreateReceiver(Bus.Queue).ReceiveMessageAsync()).ToList();

        await Bus.SendAsync(Bus.Queue, [.. Enumerable.Range(0, 20).Select(n => $"{n}")]);

        var received = await Task.WhenAll(waiting);
        Assert.Equal(20, received.Select(message => message.Body.ToString()).Distinct().Count());
    }

    [Fact]
    public async Task Nothing_in_time_is_null_and_an_empty_list()
    {
        var receiver = Client.CreateReceiver(Bus.Queue);

        Assert.Null(await receiver.ReceiveMessageAsync(Bus.Moment));
        Assert.Empty(await receiver.ReceiveMessagesAsync(5, Bus.Moment));
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_takes_nothing_with_it()
    {
        using var cancelled = new CancellationTokenSource();
        var receiver = Client.CreateReceiver(Bus.Queue);
        var waiting = receiver.ReceiveMessageAsync(cancellationToken: cancelled.Token);

        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await Bus.SendAsync(Bus.Queue, "stays");
        Assert.Equal("stays", (await ReceiveAsync(receiver)).Body.ToString());
    }

    [Fact]
    public async Task What_is_received_and_deleted_is_gone()
    {
        await Bus.SendAsync(Bus.Queue, "once");
        var receiver = Client.CreateReceiver(Bus.Queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });

        var message = await ReceiveAsync(receiver);

        Assert.Equal("once", message.Body.ToString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.CompleteMessageAsync(message));
        Bus.Pass(Bus.LockDuration * 2);
        await NothingAsync(receiver);
    }

    [Fact]
    public async Task A_stream_of_messages_goes_on_until_it_is_cancelled()
    {
        using var enough = new CancellationTokenSource();
        var received = new List<string>();
        await Bus.SendAsync(Bus.Queue, "1", "2", "3");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var message in Client.CreateReceiver(Bus.Queue).ReceiveMessagesAsync(enough.Token))
            {
                received.Add(message.Body.ToString());
                if (received.Count == 3) await enough.CancelAsync();
            }
        });

        Assert.Equal(["1", "2", "3"], received);
    }

    [Fact]
    public async Task Peeking_shows_what_is_there_and_takes_nothing()
    {
        await Bus.SendAsync(Bus.Queue, "1", "2", "3");
        var receiver = Client.CreateReceiver(Bus.Queue);
        await ReceiveAsync(receiver);

        Assert.Equal("1", (await receiver.PeekMessageAsync()).Body.ToString());
        var rest = await receiver.PeekMessagesAsync(10);

        Assert.Equal(["2", "3"], rest.Select(message => message.Body.ToString()));
        Assert.All(rest, message => Assert.Equal(0, message.DeliveryCount));
        Assert.Equal("2", (await receiver.PeekMessageAsync(rest[0].SequenceNumber)).Body.ToString());
        Assert.Equal("2", (await ReceiveAsync(receiver)).Body.ToString());
        Assert.Null(await Client.CreateReceiver(Bus.Queue).PeekMessageAsync(rest[1].SequenceNumber + 1));
    }

    private static Dictionary<string, object> Properties => new()
    {
        ["string"] = "text", ["bool"] = true, ["byte"] = (byte)1, ["sbyte"] = (sbyte)-1, ["short"] = (short)-2, ["ushort"] = (ushort)2,
        ["int"] = -3, ["uint"] = 3u, ["long"] = -4L, ["ulong"] = 4ul, ["float"] = 1.5f, ["double"] = 2.5, ["decimal"] = 3.50m, ["char"] = 'c',
        ["guid"] = new Guid("11111111-2222-3333-4444-555555555555"), ["time"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        ["offset"] = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ["span"] = TimeSpan.FromMinutes(1), ["uri"] = new Uri("https://example.org/a"),
        ["null"] = null!,
    };
}
