using Azure.Messaging.ServiceBus;

namespace Serverless.Contracts.ServiceBus;

public sealed class SessionTests : BusContract
{
    [Fact]
    public async Task A_session_gives_its_messages_in_order_and_no_others()
    {
        await SendAsync(("a", "1"), ("b", "2"), ("a", "3"), ("b", "4"));

        await using var first = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        await using var second = await Client.AcceptNextSessionAsync(Bus.SessionQueue);

        Assert.Equal(("a", "b"), (first.SessionId, second.SessionId));
        Assert.Equal(["1", "3"], (await first.ReceiveMessagesAsync(10)).Select(message => message.Body.ToString()));
        Assert.Equal(["2", "4"], (await second.ReceiveMessagesAsync(10)).Select(message => message.Body.ToString()));
        Assert.InRange(first.SessionLockedUntil, Bus.Now, Bus.Now + Bus.LockDuration);
    }

    [Fact]
    public async Task A_session_has_one_receiver_at_a_time()
    {
        await SendAsync(("a", "1"));
        var receiver = await Client.AcceptSessionAsync(Bus.SessionQueue, "a");

        await FailsAsync(ServiceBusFailureReason.SessionCannotBeLocked, () => Client.AcceptSessionAsync(Bus.SessionQueue, "a"));
        var next = Client.AcceptNextSessionAsync(Bus.SessionQueue);
        Assert.False(next.IsCompleted);
        await receiver.CloseAsync();

        await using var other = await next;
        Assert.Equal("1", (await ReceiveAsync(other)).Body.ToString());
    }

    [Fact]
    public async Task Accepting_waits_for_a_session_with_messages()
    {
        var waiting = Client.AcceptNextSessionAsync(Bus.SessionQueue);

        await SendAsync(("late", "1"));

        await using var receiver = await waiting;
        Assert.Equal("late", receiver.SessionId);
    }

    [Fact]
    public async Task No_session_in_time_is_a_timeout()
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString, new ServiceBusClientOptions
        {
            RetryOptions = new() { TryTimeout = Bus.Moment, MaxRetries = 0 },
        });

        await FailsAsync(ServiceBusFailureReason.ServiceTimeout, () => client.AcceptNextSessionAsync(Bus.SessionQueue));
    }

    [Fact]
    public async Task A_named_session_can_be_held_before_it_has_messages()
    {
        await using var receiver = await Client.AcceptSessionAsync(Bus.SessionQueue, "empty");
        var waiting = receiver.ReceiveMessageAsync();

        await SendAsync(("other", "0"), ("empty", "1"));

        Assert.Equal("1", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task What_is_not_settled_comes_again_in_its_place_when_the_session_is_let_go()
    {
        await SendAsync(("a", "1"), ("a", "2"));
        var receiver = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        await ReceiveAsync(receiver);
        await receiver.CloseAsync();

        await using var again = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        var messages = await again.ReceiveMessagesAsync(2);

        Assert.Equal([("1", 2), ("2", 1)], messages.Select(message => (message.Body.ToString(), message.DeliveryCount)));
    }

    [Fact]
    public async Task A_receiver_settles_only_messages_of_its_own_session()
    {
        await SendAsync(("a", "1"), ("b", "2"));
        await using var first = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        await using var second = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        var message = await ReceiveAsync(first);

        await FailsAsync(ServiceBusFailureReason.MessageLockLost, () => second.CompleteMessageAsync(message));
        await FailsAsync(ServiceBusFailureReason.MessageLockLost, () => second.AbandonMessageAsync(message));
        await first.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task A_client_lets_its_sessions_go()
    {
        await SendAsync(("a", "1"));
        await using (var client = new ServiceBusClient(Bus.ConnectionString))
            await ReceiveAsync(await client.AcceptNextSessionAsync(Bus.SessionQueue));

        await using var again = await Client.AcceptSessionAsync(Bus.SessionQueue, "a");
        Assert.Equal(2, (await ReceiveAsync(again)).DeliveryCount);
    }

    [Fact]
    public async Task A_session_lock_that_ends_takes_everything_with_it()
    {
        await SendAsync(("a", "1"));
        var receiver = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        var message = await ReceiveAsync(receiver);
        var idle = receiver.ReceiveMessageAsync();
        Bus.Pass(Bus.LockDuration);

        await FailsAsync(ServiceBusFailureReason.SessionLockLost, () => idle);
        await FailsAsync(ServiceBusFailureReason.SessionLockLost, () => receiver.CompleteMessageAsync(message));
        await FailsAsync(ServiceBusFailureReason.SessionLockLost, () => receiver.RenewSessionLockAsync());
        await FailsAsync(ServiceBusFailureReason.SessionLockLost, () => receiver.GetSessionStateAsync());
        await using var other = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        await receiver.CloseAsync();
        await other.CompleteMessageAsync(await ReceiveAsync(other));
    }

    [Fact]
    public async Task A_renewed_session_lock_keeps_its_messages_too()
    {
        await SendAsync(("a", "1"));
        await using var receiver = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        var message = await ReceiveAsync(receiver);
        Bus.Pass(Bus.LockDuration * 0.75);
        await receiver.RenewSessionLockAsync();
        Bus.Pass(Bus.LockDuration * 0.75);

        await receiver.CompleteMessageAsync(message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.RenewMessageLockAsync(message));
    }

    [Fact]
    public async Task The_state_of_a_session_outlives_its_receivers_and_its_messages()
    {
        await using (var receiver = await Client.AcceptSessionAsync(Bus.SessionQueue, "a"))
        {
            Assert.Null(await receiver.GetSessionStateAsync());
            await receiver.SetSessionStateAsync(new BinaryData("state"));
        }

        await using var again = await Client.AcceptSessionAsync(Bus.SessionQueue, "a");
        Assert.Equal("state", (await again.GetSessionStateAsync()).ToString());
        await again.SetSessionStateAsync(null);
        Assert.Null(await again.GetSessionStateAsync());
    }

    [Fact]
    public async Task Messages_of_a_session_can_be_deferred_and_dead_lettered()
    {
        await SendAsync(("a", "1"), ("a", "2"));
        await using var receiver = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        var (deferred, dead) = (await ReceiveAsync(receiver), await ReceiveAsync(receiver));

        await receiver.DeferMessageAsync(deferred);
        await receiver.DeadLetterMessageAsync(dead, "bad");

        Assert.Equal("1", (await receiver.ReceiveDeferredMessageAsync(deferred.SequenceNumber)).Body.ToString());
        Assert.Equal(("2", "a"), await ReceiveAsync(Bus.DeadLetters(Bus.SessionQueue)) is var found ? (found.Body.ToString(), found.SessionId) : default);
        Assert.Equal(["1"], (await receiver.PeekMessagesAsync(10)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task Sessions_and_queues_must_fit()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Bus.SendAsync(Bus.SessionQueue, "without"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.CreateReceiver(Bus.SessionQueue).ReceiveMessageAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Client.AcceptSessionAsync(Bus.Queue, "a"));
    }

    private async Task SendAsync(params (string Session, string Body)[] messages)
    {
        await using var sender = Client.CreateSender(Bus.SessionQueue);
        await sender.SendMessagesAsync(messages.Select(message => new ServiceBusMessage(message.Body) { SessionId = message.Session }));
    }
}
