using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>One piece of the broker's work within a transaction, and what has to follow once it is committed.</summary>
internal sealed class Turn(Database database, EntityCatalog entities, DateTimeOffset now)
{
    private readonly List<(MessageQueue Queue, string? Session)> _ready = [];

    public Database Database => database;

    public EntityCatalog Entities => entities;

    public DateTimeOffset Now => now;

    /// <summary>The earliest time at which the broker has to act on what this turn has written.</summary>
    public DateTimeOffset? Due { get; private set; }

    public void MustActAt(DateTimeOffset? time)
    {
        if (time is { } at && (Due is null || at < Due)) Due = at;
    }

    /// <summary>A message can be received: by the holder of its session, or else by whoever comes for a message or a session.</summary>
    public void Ready(MessageQueue queue, string? session) =>
        _ready.Add((queue, queue.RequiresSession && Sessions.IsHeld(this, queue, session!) ? session : null));

    /// <summary>A session is free: others may take it, and who waits for its messages has to hear of it.</summary>
    public void Freed(MessageQueue queue, string session)
    {
        _ready.Add((queue, session));
        _ready.Add((queue, null));
    }

    public List<StoredMessage> Messages(string sql, params ReadOnlySpan<object?> values) => database.Read(sql, Rows.Message, values);

    public void Delete(StoredMessage message) => database.Run("DELETE FROM messages WHERE number = $0", message.Number);

    /// <summary>Runs after the commit.</summary>
    public void WakeReceivers()
    {
        foreach (var ready in _ready.CountBy(ready => ready)) ready.Key.Queue.Waiters.Wake(ready.Key.Session, ready.Value);
    }
}
