using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>What the broker does by itself when a time has come.</summary>
internal static class Expiring
{
    private const int MaxRows = 256;
    private const string Declared = "queue IN (SELECT id FROM entities WHERE declared = 1)";

    /// <returns>When there is something to do next; the time itself when some of it is left over.</returns>
    public static DateTimeOffset? Sweep(Turn turn)
    {
        foreach (var message in turn.Messages($"{Rows.Select} WHERE due <= $0 AND {Declared} ORDER BY due LIMIT $1", turn.Now.UtcTicks, MaxRows))
            Act(turn, message);
        Sessions.ReleaseExpired(turn, MaxRows);
        var first = NextDue(turn, $"SELECT due FROM messages WHERE due IS NOT NULL AND {Declared} ORDER BY due LIMIT 1");
        var session = NextDue(turn, "SELECT due FROM sessions WHERE due IS NOT NULL ORDER BY due LIMIT 1");
        return first is null || session < first ? session : first;
    }

    /// <summary>Whoever held a lock has gone with the process that the broker was in.</summary>
    public static void ReleaseAll(Turn turn)
    {
        turn.Database.Run("UPDATE sessions SET token = NULL, due = NULL WHERE token IS NOT NULL");
        turn.Database.Run("DELETE FROM sessions WHERE state IS NULL");
        foreach (var message in turn.Messages($"{Rows.Select} WHERE token IS NOT NULL AND {Declared}"))
            Release(turn, turn.Entities.Queue(message.Queue)!, message);
    }

    /// <summary>Ends a delivery that has not succeeded: the message is there again, unless that was once too often or too late.</summary>
    public static void Release(Turn turn, MessageQueue queue, StoredMessage message)
    {
        if (!queue.IsDeadLetterQueue && message.Deliveries >= queue.Settings.MaxDeliveryCount)
        {
            DeadLetters.Move(
                turn, queue, message, "MaxDeliveryCountExceeded", $"Message could not be consumed after {message.Deliveries} delivery attempts.");
            return;
        }

        if (message.State is StoredState.LockedDeferred)
        {
            Store.Unlock(turn, message, StoredState.Deferred);
            return;
        }

        if (message.HasExpired(turn.Now))
        {
            Expire(turn, queue, message);
            return;
        }

        Store.Unlock(turn, message, StoredState.Ready);
        turn.Ready(queue, message.Session);
    }

    public static void Expire(Turn turn, MessageQueue queue, StoredMessage message)
    {
        if (queue.Settings.DeadLetteringOnMessageExpiration)
            DeadLetters.Move(turn, queue, message, "TTLExpiredException", "The message expired and was dead lettered.");
        else
            turn.Delete(message);
    }

    private static void Act(Turn turn, StoredMessage message)
    {
        switch (message.State)
        {
            case StoredState.Scheduled:
                Sending.Activate(turn, turn.Entities.Entity(message.Queue)!, message);
                break;
            case StoredState.Ready:
                Expire(turn, turn.Entities.Queue(message.Queue)!, message);
                break;
            default:
                Release(turn, turn.Entities.Queue(message.Queue)!, message);
                break;
        }
    }

    private static DateTimeOffset? NextDue(Turn turn, string sql) =>
        turn.Database.Read(sql, row => Rows.Time(row, 0), []).SingleOrDefault();
}
