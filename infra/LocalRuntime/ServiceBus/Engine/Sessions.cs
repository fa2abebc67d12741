namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>A session and the lock under which a receiver holds it.</summary>
internal sealed record HeldSession(string Id, Guid Token);

/// <summary>A session that a receiver has taken, and until when it is held.</summary>
internal sealed record AcceptedSession(HeldSession Session, DateTimeOffset Until);

/// <summary>Sessions: one receiver at a time, and a state that outlives it.</summary>
internal static class Sessions
{
    private const string NextFree = """
        SELECT m.session FROM messages m
        WHERE m.queue = $0 AND m.state = 0 AND m.session IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.queue = $0 AND s.id = m.session AND s.token IS NOT NULL)
        ORDER BY m.seq LIMIT 1
        """;

    /// <param name="id">Null takes the free session whose first message has waited longest.</param>
    /// <returns>Null when there is none.</returns>
    public static AcceptedSession? Accept(Turn turn, MessageQueue queue, string? id)
    {
        if (!queue.RequiresSession) throw BusErrors.SessionsNotEnabled(queue.Path);
        if (id is not null && Lock(turn, queue, id) is { } held)
        {
            if (held.Until > turn.Now) throw BusErrors.SessionCannotBeLocked(queue.Path, id);
            // Its time is over, though the timer has not said so yet; its messages have to come free with it.
            Release(turn, queue, new(id, held.Token));
        }

        id ??= turn.Database.Read(NextFree, row => row.GetString(0), queue.Id).SingleOrDefault();
        if (id is null) return null;
        var until = turn.Now + queue.Settings.LockDuration;
        var session = new HeldSession(id, Guid.NewGuid());
        turn.Database.Run(
            "INSERT INTO sessions (queue, id, token, due) VALUES ($0, $1, $2, $3) ON CONFLICT DO UPDATE SET token = $2, due = $3",
            queue.Id, id, Rows.Value(session.Token), until.UtcTicks);
        turn.MustActAt(until);
        return new(session, until);
    }

    public static bool IsHeld(Turn turn, MessageQueue queue, string id) => Lock(turn, queue, id) is not null;

    /// <returns>Until when it is held.</returns>
    public static DateTimeOffset Check(Turn turn, MessageQueue queue, HeldSession session) =>
        Lock(turn, queue, session.Id) is { } held && held.Token == session.Token && held.Until > turn.Now
            ? held.Until
            : throw BusErrors.SessionLockLost(queue.Path);

    public static DateTimeOffset Renew(Turn turn, MessageQueue queue, HeldSession session)
    {
        Check(turn, queue, session);
        var until = turn.Now + queue.Settings.LockDuration;
        turn.Database.Run("UPDATE sessions SET due = $2 WHERE queue = $0 AND id = $1", queue.Id, session.Id, until.UtcTicks);
        turn.MustActAt(until);
        return until;
    }

    public static byte[]? State(Turn turn, MessageQueue queue, HeldSession session)
    {
        Check(turn, queue, session);
        return turn.Database.Read(
            "SELECT state FROM sessions WHERE queue = $0 AND id = $1",
            row => row.IsDBNull(0) ? null : (byte[])row.GetValue(0), queue.Id, session.Id).Single();
    }

    public static void SetState(Turn turn, MessageQueue queue, HeldSession session, byte[]? state)
    {
        Check(turn, queue, session);
        turn.Database.Run("UPDATE sessions SET state = $2 WHERE queue = $0 AND id = $1", queue.Id, session.Id, state);
    }

    /// <summary>Frees the session, and with it what was received and not settled.</summary>
    public static void Release(Turn turn, MessageQueue queue, HeldSession session)
    {
        if (Lock(turn, queue, session.Id) is not { } held || held.Token != session.Token) return;
        turn.Database.Run("UPDATE sessions SET token = NULL, due = NULL WHERE queue = $0 AND id = $1", queue.Id, session.Id);
        turn.Database.Run("DELETE FROM sessions WHERE queue = $0 AND id = $1 AND state IS NULL", queue.Id, session.Id);
        foreach (var message in turn.Messages($"{Rows.Select} WHERE holder = $0 ORDER BY seq", Rows.Value(session.Token)))
            Expiring.Release(turn, queue, message);
        turn.Freed(queue, session.Id);
    }

    public static void ReleaseExpired(Turn turn, int max)
    {
        var expired = turn.Database.Read(
            "SELECT queue, id, token FROM sessions WHERE due <= $0 LIMIT $1",
            row => (Queue: row.GetInt32(0), Session: new HeldSession(row.GetString(1), Rows.Token(row, 2)!.Value)), turn.Now.UtcTicks, max);
        foreach (var (id, session) in expired) Release(turn, turn.Entities.Queue(id)!, session);
    }

    private static (Guid Token, DateTimeOffset Until)? Lock(Turn turn, MessageQueue queue, string id)
    {
        var found = turn.Database.Read(
            "SELECT token, due FROM sessions WHERE queue = $0 AND id = $1 AND token IS NOT NULL",
            row => (Rows.Token(row, 0)!.Value, Rows.Time(row, 1)!.Value), queue.Id, id);
        return found.Count == 0 ? null : found[0];
    }
}
