using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Serverless.Contracts.ServiceBus;

[Trait("Requirement", "S76")]
public sealed class DepthTests : BusContract
{
    private ServiceBusAdministrationClient Administration => new(Bus.ConnectionString);

    [Fact]
    public async Task A_queue_tells_what_waits_in_it_is_scheduled_and_is_dead()
    {
        await Bus.SendAsync(Bus.Queue, "1", "2", "3", "4");
        var receiver = Client.CreateReceiver(Bus.Queue);
        await receiver.CompleteMessageAsync(await ReceiveAsync(receiver));
        await receiver.DeadLetterMessageAsync(await ReceiveAsync(receiver), "bad");
        // One that is being worked on is still there.
        await ReceiveAsync(receiver);
        await using var sender = Client.CreateSender(Bus.Queue);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("later"), Bus.Now + TimeSpan.FromMinutes(1));

        var queue = (await AllAsync(Administration.GetQueuesRuntimePropertiesAsync())).Single(one => one.Name == Bus.Queue);
        Assert.Equal((2, 1, 1, 4), (queue.ActiveMessageCount, queue.ScheduledMessageCount, queue.DeadLetterMessageCount, queue.TotalMessageCount));
    }

    [Fact]
    public async Task A_topic_tells_what_each_subscription_has_left()
    {
        await Bus.SendAsync(Bus.Topic, "1", "2");
        var receiver = Client.CreateReceiver(Bus.Topic, "also");
        await receiver.DeadLetterMessageAsync(await ReceiveAsync(receiver), "bad");

        var topic = Assert.Single(await AllAsync(Administration.GetTopicsRuntimePropertiesAsync()));
        Assert.Equal((Bus.Topic, 3, 0), (topic.Name, topic.SubscriptionCount, topic.ScheduledMessageCount));
        var subscriptions = (await AllAsync(Administration.GetSubscriptionsRuntimePropertiesAsync(Bus.Topic))).ToDictionary(one => one.SubscriptionName);
        Assert.Equal((2, 0), (subscriptions["all"].ActiveMessageCount, subscriptions["all"].DeadLetterMessageCount));
        Assert.Equal((1, 1, 2), (subscriptions["also"].ActiveMessageCount, subscriptions["also"].DeadLetterMessageCount, subscriptions["also"].TotalMessageCount));
    }

    [Fact]
    public async Task Queues_are_listed_without_topics_subscriptions_and_dead_letter_queues() => Assert.Equal(
        [Bus.SessionQueue, Bus.ExpiringQueue, Bus.ForwardingQueue, Bus.Queue, Bus.UniqueQueue],
        (await AllAsync(Administration.GetQueuesRuntimePropertiesAsync())).Select(one => one.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task An_unknown_topic_is_an_error() => Assert.Equal(
        ServiceBusFailureReason.MessagingEntityNotFound,
        (await Assert.ThrowsAsync<ServiceBusException>(() => AllAsync(Administration.GetSubscriptionsRuntimePropertiesAsync("nowhere")))).Reason);

    private static async Task<IReadOnlyList<T>> AllAsync<T>(Azure.AsyncPageable<T> pages)
        where T : notnull
    {
        var all = new List<T>();
        await foreach (var one in pages) all.Add(one);
        return all;
    }
}
