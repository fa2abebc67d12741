using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>The statements that change a message.</summary>
internal static class Store
{
    public static void Insert(Turn turn, StoredMessage message, DateTimeOffset? due)
    {
        turn.Database.Run(
            "INSERT INTO messages VALUES (NULL, $0, $1, $2, $3, $4, $5, $6, $7, $8, NULL, NULL, NULL, $9, $10, $11)",
            message.Queue, message.Sequence, (int)message.State, message.Session, message.Deliveries, message.Enqueued.UtcTicks,
            message.EnqueuedSequence, Rows.Value(message.Expires), Rows.Value(due), message.DeadLetterSource,
            ViewCodec.Encode(message.Content.View), Rows.Value(message.Content.Body));
        turn.MustActAt(due);
    }

    /// <summary>Counts a delivery and locks the message, for itself or with the session whose lock the holder is.</summary>
    public static StoredMessage Lock(Turn turn, StoredMessage message, DateTimeOffset until, Guid? holder)
    {
        var locked = message with
        {
            State = message.State is StoredState.Deferred ? StoredState.LockedDeferred : StoredState.Locked,
            Deliveries = message.Deliveries + 1,
            Token = Guid.NewGuid(),
            LockedUntil = until,
            Holder = holder,
        };
        // With a session goes its lock, which has a time of its own.
        DateTimeOffset? due = holder is null ? until : null;
        turn.Database.Run(
            "UPDATE messages SET state = $1, deliveries = $2, token = $3, locked_until = $4, holder = $5, due = $6 WHERE number = $0",
            message.Number, (int)locked.State, locked.Deliveries, Rows.Value(locked.Token), Rows.Value(locked.LockedUntil),
            Rows.Value(holder), Rows.Value(due));
        turn.MustActAt(due);
        return locked;
    }

    public static void Renew(Turn turn, StoredMessage message, DateTimeOffset until)
    {
        turn.Database.Run("UPDATE messages SET locked_until = $1, due = $1 WHERE number = $0", message.Number, until.UtcTicks);
        turn.MustActAt(until);
    }

    public static void Unlock(Turn turn, StoredMessage message, StoredState state)
    {
        var due = state is StoredState.Ready ? message.Expires : null;
        turn.Database.Run(
            "UPDATE messages SET state = $1, token = NULL, locked_until = NULL, holder = NULL, due = $2 WHERE number = $0",
            message.Number, (int)state, Rows.Value(due));
        turn.MustActAt(due);
    }

    public static void Rewrite(Turn turn, StoredMessage message, Content content) =>
        turn.Database.Run("UPDATE messages SET view = $1 WHERE number = $0", message.Number, ViewCodec.Encode(content.View));

    /// <summary>It keeps its numbers, its count of deliveries and its times; in a dead-letter queue nothing expires.</summary>
    public static void Move(Turn turn, StoredMessage message, MessageQueue deadLetters)
    {
        turn.Database.Run(
            """
            UPDATE messages SET queue = $1, state = 0, token = NULL, locked_until = NULL, holder = NULL, due = NULL, expires = NULL, view = $2
            WHERE number = $0
            """,
            message.Number, deadLetters.Id, ViewCodec.Encode(message.Content.View));
        turn.Ready(deadLetters, session: null);
    }
}
