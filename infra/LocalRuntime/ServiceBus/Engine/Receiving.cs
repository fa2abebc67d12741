using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>Delivers messages: under a lock, or for good when they are not to be settled.</summary>
internal static class Receiving
{
    /// <param name="session">The session that the receiver holds, where the queue requires one.</param>
    /// <returns>Null when there is nothing to receive.</returns>
    public static IReadOnlyList<StoredMessage>? Receive(Turn turn, MessageQueue queue, int max, bool settles, HeldSession? session)
    {
        if (queue.Settings.ForwardTo is not null && !queue.IsDeadLetterQueue) throw BusErrors.Forwarding(queue.Path);
        if (queue.RequiresSession && session is null) throw BusErrors.SessionReceiverRequired(queue.Path);
        var until = session is null ? turn.Now + queue.Settings.LockDuration : Sessions.Check(turn, queue, session);
        List<StoredMessage> received = [];
        while (received.Count < max && Next(turn, queue, max - received.Count, session) is { Count: > 0 } found)
        {
            foreach (var message in found)
            {
                if (message.HasExpired(turn.Now)) Expiring.Expire(turn, queue, message);
                else received.Add(Deliver(turn, message, settles, until, session));
            }
        }

        return received.Count == 0 ? null : received;
    }

    /// <summary>All of them, or none when one is not deferred.</summary>
    public static IReadOnlyList<StoredMessage> ReceiveDeferred(
        Turn turn, MessageQueue queue, IReadOnlyList<long> numbers, bool settles, HeldSession? session)
    {
        if (queue.RequiresSession && session is null) throw BusErrors.SessionReceiverRequired(queue.Path);
        var until = session is null ? turn.Now + queue.Settings.LockDuration : Sessions.Check(turn, queue, session);
        var found = numbers.SelectMany(number => turn.Messages(
            $"{Rows.Select} WHERE queue = $0 AND seq = $1 AND state = 1", queue.Id, number)).ToList();
        if (found.Count < numbers.Count || (session is not null && found.Any(message => message.Session != session.Id)))
            throw BusErrors.MessageNotFound(queue.Path);
        // A deferred message that has expired stays until somebody asks for it.
        var expired = found.Where(message => message.HasExpired(turn.Now)).ToList();
        foreach (var message in expired) Expiring.Expire(turn, queue, message);
        return [.. found.Except(expired).Select(message => Deliver(turn, message, settles, until, session))];
    }

    public static List<StoredMessage> Peek(Turn turn, MessageQueue queue, long from, int max, string? session) => session is null
        ? turn.Messages($"{Rows.Select} WHERE queue = $0 AND seq >= $1 ORDER BY seq LIMIT $2", queue.Id, from, max)
        : turn.Messages(
            $"{Rows.Select} WHERE queue = $0 AND seq >= $1 AND session = $3 ORDER BY seq LIMIT $2", queue.Id, from, max, session);

    private static List<StoredMessage> Next(Turn turn, MessageQueue queue, int max, HeldSession? session) => session is null
        ? turn.Messages($"{Rows.Select} WHERE queue = $0 AND state = 0 ORDER BY seq LIMIT $1", queue.Id, max)
        : turn.Messages(
            $"{Rows.Select} WHERE queue = $0 AND session = $2 AND state = 0 ORDER BY seq LIMIT $1", queue.Id, max, session.Id);

    private static StoredMessage Deliver(Turn turn, StoredMessage message, bool settles, DateTimeOffset until, HeldSession? session)
    {
        if (settles) return Store.Lock(turn, message, until, session?.Token);
        turn.Delete(message);
        return message with { Deliveries = message.Deliveries + 1 };
    }
}
