using Azure.Messaging.ServiceBus;

namespace Serverless.Contracts.ServiceBus;

public sealed class SettlementTests : BusContract
{
    private ServiceBusReceiver _receiver = null!;

    private ServiceBusReceiver Receiver => _receiver ??= Client.CreateReceiver(Bus.Queue);

    [Fact]
    public async Task A_completed_message_does_not_come_back()
    {
        await Bus.SendAsync(Bus.Queue, "done");
        await Receiver.CompleteMessageAsync(await ReceiveAsync(Receiver));

        Bus.Pass(Bus.LockDuration * 2);

        await NothingAsync(Receiver);
        Assert.Null(await Receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task A_message_is_nobody_elses_while_it_is_locked()
    {
        await Bus.SendAsync(Bus.Queue, "mine");
        await ReceiveAsync(Receiver);

        await NothingAsync(Client.CreateReceiver(Bus.Queue));
    }

    [Fact]
    public async Task Another_receiver_of_the_queue_may_settle_what_it_knows_the_lock_of()
    {
        await Bus.SendAsync(Bus.Queue, "shared");
        var message = await ReceiveAsync(Receiver);

        await Client.CreateReceiver(Bus.Queue).CompleteMessageAsync(message);

        await FailsAsync(ServiceBusFailureReason.MessageLockLost, () => Receiver.CompleteMessageAsync(message));
    }

    [Fact]
    public async Task An_abandoned_message_comes_again_first_with_what_was_changed()
    {
        await Bus.SendAsync(Bus.Queue, "1", "2");
        await Receiver.AbandonMessageAsync(await ReceiveAsync(Receiver), new Dictionary<string, object> { ["attempt"] = 1 });

        var again = await ReceiveAsync(Receiver);

        Assert.Equal(("1", 2), (again.Body.ToString(), again.DeliveryCount));
        Assert.Equal(1, again.ApplicationProperties["attempt"]);
    }

    [Fact]
    public async Task A_lock_that_ends_sets_the_message_free()
    {
        await Bus.SendAsync(Bus.Queue, "slow");
        var message = await ReceiveAsync(Receiver);
        var waiting = Client.CreateReceiver(Bus.Queue).ReceiveMessageAsync();

        Bus.Pass(Bus.LockDuration);

        Assert.Equal(2, (await waiting).DeliveryCount);
        await FailsAsync(ServiceBusFailureReason.MessageLockLost, () => Receiver.CompleteMessageAsync(message));
        await FailsAsync(ServiceBusFailureReason.MessageLockLost, () => Receiver.RenewMessageLockAsync(message));
    }

    [Fact]
    public async Task A_renewed_lock_lasts_from_then_on()
    {
        await Bus.SendAsync(Bus.Queue, "long");
        var message = await ReceiveAsync(Receiver);
        Bus.Pass(Bus.LockDuration * 0.75);

        await Receiver.RenewMessageLockAsync(message);

        Assert.InRange(message.LockedUntil, Bus.Now + Bus.LockDuration - TimeSpan.FromSeconds(10), Bus.Now + Bus.LockDuration);
        Bus.Pass(Bus.LockDuration * 0.75);
        await Receiver.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task A_deferred_message_waits_to_be_asked_for()
    {
        await Bus.SendAsync(Bus.Queue, "later");
        var message = await ReceiveAsync(Receiver);
        await Receiver.DeferMessageAsync(message, new Dictionary<string, object> { ["why"] = "early" });

        await NothingAsync(Receiver);
        Assert.Equal(ServiceBusMessageState.Deferred, (await Receiver.PeekMessageAsync()).State);
        var deferred = await Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);

        Assert.Equal(("later", "early"), (deferred.Body.ToString(), deferred.ApplicationProperties["why"]));
        await Receiver.AbandonMessageAsync(deferred);
        deferred = Assert.Single(await Receiver.ReceiveDeferredMessagesAsync([message.SequenceNumber]));
        await Receiver.CompleteMessageAsync(deferred);
        await FailsAsync(ServiceBusFailureReason.MessageNotFound, () => Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber));
    }

    [Fact]
    public async Task A_dead_letter_says_why()
    {
        await Bus.SendAsync(Bus.Queue, "bad");
        var message = await ReceiveAsync(Receiver);

        await Receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["by"] = "test" }, "reason", "description");

        await NothingAsync(Receiver);
        var dead = await ReceiveAsync(Bus.DeadLetters(Bus.Queue));
        Assert.Equal(("bad", "reason", "description"), (dead.Body.ToString(), dead.DeadLetterReason, dead.DeadLetterErrorDescription));
        Assert.Equal("reason", dead.ApplicationProperties["DeadLetterReason"]);
        Assert.Equal("test", dead.ApplicationProperties["by"]);
        Assert.Equal(message.SequenceNumber, dead.SequenceNumber);
    }

    [Trait("Requirement", "S78")]
    [Fact]
    public async Task A_message_that_failed_too_often_is_dead_lettered()
    {
        await Bus.SendAsync(Bus.Queue, "poison");
        await Receiver.AbandonMessageAsync(await ReceiveAsync(Receiver));
        await ReceiveAsync(Receiver);
        Bus.Pass(Bus.LockDuration);
        await Receiver.AbandonMessageAsync(await ReceiveAsync(Receiver));

        await NothingAsync(Receiver);
        var dead = await ReceiveAsync(Bus.DeadLetters(Bus.Queue));
        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.Equal("Message could not be consumed after 3 delivery attempts.", dead.DeadLetterErrorDescription);
    }

    [Fact]
    public async Task A_dead_letter_stays_until_it_is_completed()
    {
        await Bus.SendAsync(Bus.Queue, "bad");
        await Receiver.DeadLetterMessageAsync(await ReceiveAsync(Receiver), "reason");
        var deadLetters = Client.CreateReceiver($"{Bus.Queue}/$deadletterqueue");

        for (var i = 0; i < Bus.MaxDeliveries * 2; i++) await deadLetters.AbandonMessageAsync(await ReceiveAsync(deadLetters));

        var last = await ReceiveAsync(deadLetters);
        await using var sender = Client.CreateSender(Bus.Queue);
        await sender.SendMessageAsync(new ServiceBusMessage(last));
        await deadLetters.CompleteMessageAsync(last);
        await NothingAsync(deadLetters);
        var repaired = await ReceiveAsync(Receiver);
        Assert.Equal(("bad", null, 1), (repaired.Body.ToString(), repaired.DeadLetterReason, repaired.DeliveryCount));
    }
}
