using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;
using Serverless.Unit.Storage;

namespace Serverless.Unit.ServiceBus;

/// <summary>What the topology makes of a broker, and what a broker keeps when the topology changes.</summary>
public sealed class BrokerTests : IDisposable
{
    private static readonly BusTopology Nothing = new([], []);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("bus");
    private readonly TestTime _time = new();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task What_is_declared_no_longer_keeps_its_messages_until_it_is_again()
    {
        var queue = new BusTopology([new("queue")], []);
        await using (var broker = await OpenAsync(queue))
        {
            await broker.SendAsync(broker.Target("queue"), [Message("now"), Message("later", _time.GetUtcNow().AddMinutes(1))]);
            await broker.RunAsync(turn => Receiving.Receive(turn, broker.Source("queue"), 1, settles: true, session: null));
        }

        await using (var broker = await OpenAsync(Nothing))
        {
            _time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(
                ServiceBusFailureReason.MessagingEntityNotFound, Assert.Throws<ServiceBusException>(() => broker.Source("queue")).Reason);
        }

        await using var again = await OpenAsync(queue);
        var received = await again.RunAsync(turn => Receiving.Receive(turn, again.Source("QUEUE"), 5, settles: true, session: null));
        Assert.Equal(["now", "later"], received!.Select(message => message.Content.View.Subject));
        Assert.Equal([2, 1], received!.Select(message => message.Deliveries));
    }

    [Fact]
    public async Task Numbers_are_not_used_again()
    {
        var queue = new BusTopology([new("queue")], []);
        long last;
        await using (var broker = await OpenAsync(queue))
        {
            last = (await broker.SendAsync(broker.Target("queue"), [Message("1"), Message("2")]))[^1];
            await broker.RunAsync(turn => Receiving.Receive(turn, broker.Source("queue"), 5, settles: false, session: null));
        }

        await using var again = await OpenAsync(queue);
        Assert.Equal([last + 1], await again.SendAsync(again.Target("queue"), [Message("3")]));
    }

    [Fact]
    public async Task Dead_letters_go_where_the_queue_forwards_them_to_and_say_where_from()
    {
        await using var broker = await OpenAsync(new([new("queue") { ForwardDeadLetteredMessagesTo = "morgue" }, new("morgue")], []));
        await broker.SendAsync(broker.Target("queue"), [Message("bad")]);
        var queue = broker.Source("queue");
        var locked = (await broker.RunAsync(turn => Receiving.Receive(turn, queue, 1, settles: true, session: null)))!.Single();
        var verdict = new Verdict(Settlement.DeadLetter, locked.Token!.Value) { Reason = "reason" };
        await broker.RunAsync(turn => Settling.Settle(turn, queue, verdict, session: null));

        var dead = (await broker.RunAsync(turn => Receiving.Receive(turn, broker.Source("morgue"), 5, settles: true, session: null)))!.Single();

        Assert.Equal(("bad", "queue", 1), (dead.Content.View.Subject, dead.DeadLetterSource, dead.Deliveries));
        Assert.Equal("reason", dead.Content.View.Properties["DeadLetterReason"]);
    }

    [Fact]
    public async Task A_message_that_is_forwarded_in_a_circle_ends_as_a_dead_letter()
    {
        await using var broker = await OpenAsync(new([new("one") { ForwardTo = "two" }, new("two") { ForwardTo = "one" }], []));
        await broker.SendAsync(broker.Target("one"), [Message("round")]);

        var dead = await broker.RunAsync(turn => Receiving.Receive(turn, broker.Source("one/$DeadLetterQueue"), 5, settles: true, session: null));

        Assert.Equal("MaxTransferHopCountExceeded", dead!.Single().Content.View.Properties["DeadLetterReason"]);
    }

    [Fact]
    public async Task Each_rule_with_an_action_makes_a_copy_and_all_without_share_one()
    {
        var rules = new Rule[]
        {
            new("first", new SubjectIs("a")),
            new("second", new SubjectIs("a")),
            new("marked", new SubjectIs("a"), new Mark()),
            new("other", new SubjectIs("b")),
            new("broken", new Broken()),
        };
        await using var broker = await OpenAsync(new([], [new("topic") { Subscriptions = [new("sub") { Rules = rules }] }]));
        await broker.SendAsync(broker.Target("topic"), [Message("a"), Message("c")]);

        var received = await broker.RunAsync(turn => Receiving.Receive(turn, broker.Source("topic/Subscriptions/sub"), 9, settles: true, session: null));
        Assert.Equal([null, "marked"], received!.Select(message => message.Content.View.Properties.GetValueOrDefault("RuleName")));
        Assert.Equal([null, "yes"], received!.Select(message => message.Content.View.CorrelationId));
        var dead = await broker.RunAsync(turn =>
            Receiving.Receive(turn, broker.Source("topic/Subscriptions/sub/$DeadLetterQueue"), 9, settles: true, session: null));
        Assert.Equal(["a", "c"], dead!.Select(message => message.Content.View.Subject));
        Assert.Equal("cannot tell", dead![0].Content.View.Properties["DeadLetterErrorDescription"]);
    }

    [Fact]
    public async Task A_session_whose_time_is_over_is_taken_with_its_messages_even_before_the_timer_says_so()
    {
        _time.FiresTimers = false;
        await using var broker = await OpenAsync(new([new("queue") { RequiresSession = true }], []));
        var queue = broker.Source("queue");
        await broker.SendAsync(queue, [new(new() { SessionId = "s" }, default)]);
        var first = (await broker.RunAsync(turn => Sessions.Accept(turn, queue, "s")))!.Session;
        Assert.Single((await broker.RunAsync(turn => Receiving.Receive(turn, queue, 5, settles: true, first)))!);

        _time.Advance(queue.Settings.LockDuration);

        var second = (await broker.RunAsync(turn => Sessions.Accept(turn, queue, "s")))!.Session;
        var again = (await broker.RunAsync(turn => Receiving.Receive(turn, queue, 5, settles: true, second)))!;
        Assert.Equal(2, Assert.Single(again).Deliveries);
    }

    [Fact]
    public async Task A_topology_must_fit_together()
    {
        Assert.Contains("nowhere", (await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(new([new("queue") { ForwardTo = "nowhere" }], [])))).Message, StringComparison.Ordinal);
        Assert.Contains("QUEUE", (await Assert.ThrowsAsync<ArgumentException>(() => OpenAsync(new([new("queue"), new("QUEUE")], [])))).Message, StringComparison.Ordinal);
    }

    private Task<Broker> OpenAsync(BusTopology topology) => Broker.OpenAsync(_directory.FullName, topology, _time, NullLoggerFactory.Instance);

    private static Content Message(string subject, DateTimeOffset? at = null) => new(new() { Subject = subject, ScheduledEnqueueTime = at }, default);

    private sealed record SubjectIs(string Subject) : Filter
    {
        public override bool Matches(MessageView message) => message.Subject == Subject;
    }

    private sealed record Broken : Filter
    {
        public override bool Matches(MessageView message) => throw new FilterException("cannot tell");
    }

    private sealed record Mark : RuleAction
    {
        public override MessageView Apply(MessageView message) => message with { CorrelationId = "yes" };
    }
}
