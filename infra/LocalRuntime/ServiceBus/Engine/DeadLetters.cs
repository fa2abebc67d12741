using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>Where messages go that nobody could handle, with the reason.</summary>
internal static class DeadLetters
{
    /// <summary>Moves a message that is in the queue.</summary>
    public static void Move(Turn turn, MessageQueue queue, StoredMessage message, string? reason, string? description)
    {
        var content = message.Content.DeadLettered(reason, description);
        if (queue.Settings.ForwardDeadLetteredMessagesTo is { } target)
        {
            Routing.Accept(turn, turn.Entities.Find(target)!, new(Unhurried(content), message.EnqueuedSequence)
            {
                IsDirect = false,
                DeadLetterSource = queue.Path,
            });
            turn.Delete(message);
        }
        else
        {
            Store.Move(turn, message with { Content = content }, queue.DeadLetters!);
        }
    }

    /// <summary>Adds a message that has not come as far as the queue.</summary>
    public static void Add(Turn turn, MessageQueue queue, Arrival arrival, string reason, string description)
    {
        var content = arrival.Content.DeadLettered(reason, description);
        var deadLetters = queue.DeadLetters!;
        Store.Insert(turn, new(0, deadLetters.Id, Sending.Take(turn, queue, 1), StoredState.Ready, content)
        {
            Enqueued = turn.Now,
            EnqueuedSequence = arrival.Sequence,
        }, due: null);
        turn.Ready(deadLetters, session: null);
    }

    /// <summary>A life that has ended would end again at once where it is forwarded to.</summary>
    private static Content Unhurried(Content content) => content with { View = content.View with { TimeToLive = null } };
}
