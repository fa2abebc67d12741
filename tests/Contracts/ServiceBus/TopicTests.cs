using Azure.Messaging.ServiceBus;

namespace Serverless.Contracts.ServiceBus;

public sealed class TopicTests : BusContract
{
    [Fact]
    public async Task Every_subscription_gets_a_copy_of_its_own()
    {
        await Bus.SendAsync(Bus.Topic, "1", "2");
        var (all, also) = (Client.CreateReceiver(Bus.Topic, "all"), Client.CreateReceiver(Bus.Topic, "also"));

        var first = await ReceiveAsync(all);
        await all.CompleteMessageAsync(first);
        var other = await ReceiveAsync(also);
        await also.DeadLetterMessageAsync(other, "bad");

        Assert.Equal($"{Bus.Topic}/Subscriptions/all", all.EntityPath);
        Assert.Equal(("1", "1", first.MessageId), (first.Body.ToString(), other.Body.ToString(), other.MessageId));
        Assert.Equal("2", (await ReceiveAsync(all)).Body.ToString());
        Assert.Equal("2", (await ReceiveAsync(also)).Body.ToString());
        var dead = await ReceiveAsync(Client.CreateReceiver(Bus.Topic, "also", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }));
        Assert.Equal("1", dead.Body.ToString());
    }

    [Fact]
    public async Task A_subscription_may_require_sessions()
    {
        await using var sender = Client.CreateSender(Bus.Topic);
        await sender.SendMessageAsync(new ServiceBusMessage("in session") { SessionId = "s" });
        await sender.SendMessageAsync(new ServiceBusMessage("without"));

        await using var receiver = await Client.AcceptNextSessionAsync(Bus.Topic, "sessions");

        Assert.Equal(("s", "in session"), (receiver.SessionId, (await ReceiveAsync(receiver)).Body.ToString()));
    }

    [Fact]
    public async Task A_message_scheduled_to_a_topic_is_copied_at_its_time()
    {
        await using var sender = Client.CreateSender(Bus.Topic);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("later"), Bus.Now + TimeSpan.FromMinutes(1));
        var cancelled = await sender.ScheduleMessageAsync(new ServiceBusMessage("never"), Bus.Now + TimeSpan.FromMinutes(1));
        await sender.CancelScheduledMessageAsync(cancelled);
        await NothingAsync(Client.CreateReceiver(Bus.Topic, "all"));

        Bus.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal("later", (await ReceiveAsync(Client.CreateReceiver(Bus.Topic, "all"))).Body.ToString());
        Assert.Equal("later", (await ReceiveAsync(Client.CreateReceiver(Bus.Topic, "also"))).Body.ToString());
        await NothingAsync(Client.CreateReceiver(Bus.Topic, "all"));
    }

    [Fact]
    public async Task A_queue_that_forwards_passes_its_messages_on()
    {
        await Bus.SendAsync(Bus.ForwardingQueue, "on");

        Assert.Equal("on", (await ReceiveAsync(Client.CreateReceiver(Bus.Queue))).Body.ToString());
    }

    [Fact]
    public async Task A_topic_is_not_received_from_and_a_subscription_not_sent_to()
    {
        await FailsAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Client.CreateReceiver(Bus.Topic).ReceiveMessageAsync());
        await FailsAsync(ServiceBusFailureReason.MessagingEntityNotFound, () => Bus.SendAsync($"{Bus.Topic}/Subscriptions/all", "no"));
    }
}
