using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>A message on its way into a queue. Sequence is its number where it was first sent to.</summary>
internal sealed record Arrival(Content Content, long Sequence)
{
    /// <summary>How often the service passes a message on.</summary>
    public const int MaxHops = 4;

    /// <summary>False once it comes from another entity, and not from its sender.</summary>
    public bool IsDirect { get; init; } = true;

    public int Hops { get; init; }

    public string? DeadLetterSource { get; init; }
}

/// <summary>From the entity that a message is sent to, into the queues where it is received.</summary>
internal static class Routing
{
    private const string RuleName = "RuleName";

    public static void Accept(Turn turn, Entity entity, Arrival arrival)
    {
        var view = arrival.Content.View;
        // A sender's duplicates are found before its messages are numbered.
        if (!arrival.IsDirect && Duplicates.Has(turn, entity, view.MessageId)) return;
        if (entity.DefaultTimeToLive < (view.TimeToLive ?? TimeSpan.MaxValue))
            arrival = arrival with { Content = arrival.Content with { View = view with { TimeToLive = entity.DefaultTimeToLive } } };
        if (entity is MessageQueue queue)
        {
            Enqueue(turn, queue, arrival);
            return;
        }

        var published = arrival with { IsDirect = false, Content = arrival.Content with { View = arrival.Content.View with { EnqueuedTime = turn.Now } } };
        foreach (var subscription in ((Topic)entity).Subscriptions) Publish(turn, subscription, published);
    }

    private static void Publish(Turn turn, Subscription subscription, Arrival arrival)
    {
        var copied = false;
        foreach (var rule in subscription.Settings.Rules)
        {
            Arrival copy;
            try
            {
                if (!rule.Filter.Matches(arrival.Content.View)) continue;
                copy = rule.Action is null ? arrival : arrival with { Content = Changed(arrival.Content, rule.Name, rule.Action) };
            }
            catch (FilterException failure)
            {
                if (subscription.Settings.DeadLetteringOnFilterEvaluationExceptions)
                    DeadLetters.Add(turn, subscription.Queue, arrival, "FilterEvaluationException", failure.Message);
                continue;
            }

            // Rules without an action share one copy.
            if (rule.Action is null && copied) continue;
            copied |= rule.Action is null;
            Accept(turn, subscription.Queue, copy);
        }
    }

    private static Content Changed(Content content, string rule, RuleAction action) =>
        (content with { View = action.Apply(content.View) }).With([new(RuleName, rule)]);

    private static void Enqueue(Turn turn, MessageQueue queue, Arrival arrival)
    {
        var view = arrival.Content.View;
        if (queue.Settings.ForwardTo is { } target)
        {
            if (arrival.Hops >= Arrival.MaxHops)
                DeadLetters.Add(turn, queue, arrival, "MaxTransferHopCountExceeded", "The message was forwarded too often.");
            else
                Accept(turn, turn.Entities.Find(target)!, arrival with { IsDirect = false, Hops = arrival.Hops + 1 });
        }
        else if (queue.RequiresSession && string.IsNullOrEmpty(view.SessionId))
        {
            // Its sender has been answered already, or sent it elsewhere.
            DeadLetters.Add(turn, queue, arrival, "Session ID is null.", "An entity that requires sessions does not accept a message without one.");
        }
        else
        {
            var life = view.TimeToLive ?? TimeSpan.MaxValue;
            DateTimeOffset? expires = life < DateTimeOffset.MaxValue - turn.Now ? turn.Now + life : null;
            Store.Insert(turn, new(0, queue.Id, arrival.IsDirect ? arrival.Sequence : Sending.Take(turn, queue, 1), StoredState.Ready, arrival.Content)
            {
                Enqueued = turn.Now,
                EnqueuedSequence = arrival.Sequence,
                Expires = expires,
                DeadLetterSource = arrival.DeadLetterSource,
            }, due: expires);
            turn.Ready(queue, view.SessionId);
        }
    }
}
