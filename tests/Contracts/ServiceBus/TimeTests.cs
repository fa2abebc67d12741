using Azure.Messaging.ServiceBus;

namespace Serverless.Contracts.ServiceBus;

/// <summary>Scheduled messages, messages that expire, and the window of duplicate detection.</summary>
public sealed class TimeTests : BusContract
{
    [Fact]
    public async Task A_scheduled_message_comes_at_its_time()
    {
        await using var sender = Client.CreateSender(Bus.Queue);
        var receiver = Client.CreateReceiver(Bus.Queue);
        var at = DateTimeOffset.FromUnixTimeMilliseconds((Bus.Now + TimeSpan.FromMinutes(10)).ToUnixTimeMilliseconds());
        var number = await sender.ScheduleMessageAsync(new ServiceBusMessage("later"), at);
        await sender.SendMessageAsync(new ServiceBusMessage("as property") { ScheduledEnqueueTime = at + TimeSpan.FromSeconds(1) });

        var peeked = await receiver.PeekMessageAsync();
        Assert.Equal((number, ServiceBusMessageState.Scheduled, "later"), (peeked.SequenceNumber, peeked.State, peeked.Body.ToString()));
        await NothingAsync(receiver);
        var waiting = receiver.ReceiveMessagesAsync(2);
        Bus.Pass(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        var messages = (await waiting).ToList();
        if (messages.Count == 1) messages.Add(await ReceiveAsync(receiver));
        Assert.Equal(["later", "as property"], messages.Select(message => message.Body.ToString()));
        Assert.True(messages[0].EnqueuedTime >= at && messages[0].SequenceNumber > number);
        Assert.Equal(at, messages[0].ScheduledEnqueueTime);
        Assert.Equal(ServiceBusMessageState.Active, messages[0].State);
    }

    [Fact]
    public async Task A_scheduled_message_can_be_cancelled_until_then()
    {
        await using var sender = Client.CreateSender(Bus.Queue);
        var at = Bus.Now + TimeSpan.FromMinutes(1);
        var numbers = await sender.ScheduleMessagesAsync([new ServiceBusMessage("1"), new ServiceBusMessage("2"), new ServiceBusMessage("3")], at);

        await sender.CancelScheduledMessagesAsync(numbers.Take(2));
        await FailsAsync(ServiceBusFailureReason.MessageNotFound, () => sender.CancelScheduledMessageAsync(numbers[0]));
        Bus.Pass(TimeSpan.FromMinutes(1));

        var receiver = Client.CreateReceiver(Bus.Queue);
        Assert.Equal("3", (await ReceiveAsync(receiver)).Body.ToString());
        await NothingAsync(receiver);
        await FailsAsync(ServiceBusFailureReason.MessageNotFound, () => sender.CancelScheduledMessageAsync(numbers[2]));
    }

    [Trait("Requirement", "S77")]
    [Fact]
    public async Task An_expired_message_is_gone()
    {
        await using var sender = Client.CreateSender(Bus.Queue);
        await sender.SendMessageAsync(new ServiceBusMessage("short") { TimeToLive = TimeSpan.FromSeconds(5) });
        await sender.SendMessageAsync(new ServiceBusMessage("long"));

        Bus.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal("long", (await ReceiveAsync(Client.CreateReceiver(Bus.Queue))).Body.ToString());
        await NothingAsync(Bus.DeadLetters(Bus.Queue));
    }

    [Fact]
    public async Task An_expired_message_is_dead_lettered_where_the_queue_says_so_and_the_queue_limits_its_life()
    {
        await using var sender = Client.CreateSender(Bus.ExpiringQueue);
        await sender.SendMessageAsync(new ServiceBusMessage("expires") { TimeToLive = TimeSpan.FromDays(1) });
        Assert.Equal(Bus.ShortLife, (await Client.CreateReceiver(Bus.ExpiringQueue).PeekMessageAsync()).TimeToLive);
        var waiting = Bus.DeadLetters(Bus.ExpiringQueue).ReceiveMessageAsync();

        Bus.Pass(Bus.ShortLife);

        var dead = await waiting;
        Assert.Equal(
            ("expires", "TTLExpiredException", "The message expired and was dead lettered."),
            (dead.Body.ToString(), dead.DeadLetterReason, dead.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task A_message_does_not_expire_while_it_is_locked()
    {
        await using var sender = Client.CreateSender(Bus.Queue);
        await sender.SendMessageAsync(new ServiceBusMessage { TimeToLive = TimeSpan.FromSeconds(5) });
        await sender.SendMessageAsync(new ServiceBusMessage { TimeToLive = TimeSpan.FromSeconds(5) });
        var receiver = Client.CreateReceiver(Bus.Queue);
        var (first, second) = (await ReceiveAsync(receiver), await ReceiveAsync(receiver));

        Bus.Pass(TimeSpan.FromSeconds(10));

        await receiver.CompleteMessageAsync(first);
        await receiver.AbandonMessageAsync(second);
        await NothingAsync(receiver);
    }

    [Fact]
    public async Task A_deferred_message_that_has_expired_is_not_given_out()
    {
        await using var sender = Client.CreateSender(Bus.ExpiringQueue);
        await sender.SendMessageAsync(new ServiceBusMessage("deferred"));
        var receiver = Client.CreateReceiver(Bus.ExpiringQueue);
        var message = await ReceiveAsync(receiver);
        await receiver.DeferMessageAsync(message);

        Bus.Pass(Bus.ShortLife);

        await FailsAsync(ServiceBusFailureReason.MessageNotFound, () => receiver.ReceiveDeferredMessageAsync(message.SequenceNumber));
        Assert.Equal("TTLExpiredException", (await ReceiveAsync(Bus.DeadLetters(Bus.ExpiringQueue))).DeadLetterReason);
    }

    [Trait("Requirement", "S95")]
    [Fact]
    public async Task A_duplicate_within_the_window_is_accepted_and_dropped()
    {
        await using var sender = Client.CreateSender(Bus.UniqueQueue);
        var receiver = Client.CreateReceiver(
            Bus.UniqueQueue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        await sender.SendMessageAsync(new ServiceBusMessage("first") { MessageId = "1" });
        Assert.Equal("first", (await ReceiveAsync(receiver)).Body.ToString());

        await sender.SendMessagesAsync([new ServiceBusMessage("again") { MessageId = "1" }, new ServiceBusMessage("other") { MessageId = "2" }]);
        Assert.Equal("other", (await ReceiveAsync(receiver)).Body.ToString());
        await NothingAsync(receiver);

        Bus.Pass(Bus.DuplicateWindow);
        await sender.SendMessageAsync(new ServiceBusMessage("later") { MessageId = "1" });
        Assert.Equal("later", (await ReceiveAsync(receiver)).Body.ToString());
    }
}
