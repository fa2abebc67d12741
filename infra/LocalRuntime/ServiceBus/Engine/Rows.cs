using Microsoft.Data.Sqlite;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>Rows to messages, values to columns.</summary>
internal static class Rows
{
    public const string Select = """
        SELECT number, queue, seq, state, deliveries, enqueued, enqueued_seq, expires, token, locked_until, holder, source, view, body
        FROM messages
        """;

    public static StoredMessage Message(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetInt32(1),
        row.GetInt64(2),
        (StoredState)row.GetInt32(3),
        new(ViewCodec.Decode((byte[])row.GetValue(12)), (byte[])row.GetValue(13)))
    {
        Deliveries = row.GetInt32(4),
        Enqueued = new(row.GetInt64(5), TimeSpan.Zero),
        EnqueuedSequence = row.GetInt64(6),
        Expires = Time(row, 7),
        Token = Token(row, 8),
        LockedUntil = Time(row, 9),
        Holder = Token(row, 10),
        DeadLetterSource = row.IsDBNull(11) ? null : row.GetString(11),
    };

    public static DateTimeOffset? Time(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : new(row.GetInt64(column), TimeSpan.Zero);

    public static Guid? Token(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : new((byte[])row.GetValue(column));

    public static object? Value(DateTimeOffset? time) => time?.UtcTicks;

    /// <summary>As bytes: SQLite's driver would write a Guid as text.</summary>
    public static byte[]? Value(Guid? token) => token?.ToByteArray();

    /// <summary>An empty body must not become null on its way.</summary>
    public static byte[] Value(ReadOnlyMemory<byte> body) => body.ToArray();
}
