using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>
/// The tables of messages and sessions. Times are UTC ticks; due is when the broker has to act on a row by itself: the end of
/// its lock, of its delay or of its life.
/// </summary>
internal static class BusSchema
{
    public static readonly Schema Schema = new("servicebus.db", 1, """
        CREATE TABLE entities (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE COLLATE NOCASE, last INTEGER NOT NULL, declared INTEGER NOT NULL);
        CREATE TABLE messages (
            number INTEGER PRIMARY KEY, queue INTEGER NOT NULL, seq INTEGER NOT NULL, state INTEGER NOT NULL,
            session TEXT, deliveries INTEGER NOT NULL, enqueued INTEGER NOT NULL, enqueued_seq INTEGER NOT NULL,
            expires INTEGER, due INTEGER, token BLOB, locked_until INTEGER, holder BLOB, source TEXT,
            view BLOB NOT NULL, body BLOB NOT NULL);
        CREATE UNIQUE INDEX messages_queue ON messages (queue, seq);
        CREATE INDEX messages_ready ON messages (queue, seq) WHERE state = 0;
        CREATE INDEX messages_session ON messages (queue, session, seq) WHERE state = 0 AND session IS NOT NULL;
        CREATE UNIQUE INDEX messages_token ON messages (token) WHERE token IS NOT NULL;
        CREATE INDEX messages_holder ON messages (holder) WHERE holder IS NOT NULL;
        CREATE INDEX messages_due ON messages (due) WHERE due IS NOT NULL;
        CREATE TABLE sessions (
            queue INTEGER NOT NULL, id TEXT NOT NULL, state BLOB, token BLOB, due INTEGER, PRIMARY KEY (queue, id)) WITHOUT ROWID;
        CREATE INDEX sessions_due ON sessions (due) WHERE due IS NOT NULL;
        CREATE TABLE duplicates (
            entity INTEGER NOT NULL, id TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
        CREATE INDEX duplicates_until ON duplicates (until);
        """);
}
