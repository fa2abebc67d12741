using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// A consistent view of a container. Items that have expired are invisible in it, also those not yet deleted.
/// Enumerations read as they go, so they end before the transaction does. One thread at a time.
/// </summary>
internal partial class ReadTransaction : IDisposable
{
    internal const string Columns = "number, epk, id, position, previous_lsn, ts, expires, body";
    private const string Alive = "(expires IS NULL OR expires > ?1)";

    private readonly Action<Connection>? _release;
    private bool _disposed;

    internal ReadTransaction(Connection connection, long now, Action<Connection>? release)
    {
        Connection = connection;
        Now = now;
        _release = release;
    }

    /// <summary>Unix seconds: what expires by then has expired.</summary>
    public long Now { get; }

    /// <summary>The last LSN in this view.</summary>
    public virtual long LastLsn => Clock.Read(Connection).Lsn;

    protected Connection Connection { get; }

    public StoredItem? Find(ReadOnlySpan<byte> epk, string id)
    {
        using var statement = Connection.Use($"SELECT {Columns} FROM items WHERE epk = ?2 AND id = ?3 AND {Alive}");
        statement.Bind(1, Now).Bind(2, epk).Bind(3, id);
        return statement.Step() ? ReadItem(statement) : null;
    }

    public StoredItem? Get(long number)
    {
        using var statement = Connection.Use($"SELECT {Columns} FROM items WHERE number = ?2 AND {Alive}");
        statement.Bind(1, Now).Bind(2, number);
        return statement.Step() ? ReadItem(statement) : null;
    }

    /// <summary>
    /// In the order of document numbers: through the whole table, or, when the range turns out to be a single logical
    /// partition, through the partition index.
    /// </summary>
    public IEnumerable<StoredItem> Scan(EpkRange range, long afterNumber)
    {
        if (OnlyPartition(range) is { } epk) return ScanPartition(range, (epk, afterNumber));
        return ReadItems(
            $"SELECT {Columns} FROM items NOT INDEXED WHERE number > ?2 AND epk >= ?3 AND epk < ?4 AND {Alive} ORDER BY number",
            statement => statement.Bind(2, afterNumber).Bind(3, range.Min).Bind(4, range.Max));
    }

    /// <summary>In the order of partitions, and of document numbers within each.</summary>
    public IEnumerable<StoredItem> ScanPartition(EpkRange range, (byte[] Epk, long Number)? after)
    {
        const string indexed = $"SELECT {Columns} FROM items INDEXED BY items_partition WHERE";
        const string order = $"AND {Alive} ORDER BY epk, number";
        return after is var (epk, number)
            ? ReadItems(
                $"{indexed} (epk, number) > (?2, ?3) AND epk < ?4 {order}",
                statement => statement.Bind(2, epk).Bind(3, number).Bind(4, range.Max))
            : ReadItems(
                $"{indexed} epk >= ?2 AND epk < ?3 {order}",
                statement => statement.Bind(2, range.Min).Bind(3, range.Max));
    }

    /// <summary>A probe for the planner that reads no more than asked for. Expired items that are not yet deleted count.</summary>
    public long Count(EpkRange range, long atMost)
    {
        using var statement = Connection.Use(
            "SELECT COUNT(*) FROM (SELECT 1 FROM items INDEXED BY items_partition WHERE epk >= ?1 AND epk < ?2 LIMIT ?3)");
        statement.Bind(1, range.Min).Bind(2, range.Max).Bind(3, atMost);
        return statement.Step() ? statement.Long(0) : 0;
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _release?.Invoke(Connection);
        GC.SuppressFinalize(this);
    }

    internal static StoredItem ReadItem(Statement row)
    {
        var position = row.Long(3);
        return new(
            row.Long(0),
            row.Bytes(1).ToArray(),
            row.Text(2),
            LogPosition.Lsn(position),
            LogPosition.Ordinal(position),
            row.Long(4),
            row.Long(5),
            row.IsNull(6) ? null : row.Long(6),
            row.Bytes(7).ToArray());
    }

    private protected IEnumerable<StoredItem> ReadItems(string sql, Action<Statement> bind)
    {
        using var statement = Connection.Use(sql);
        statement.Bind(1, Now);
        bind(statement);
        while (statement.Step()) yield return ReadItem(statement);
    }

    /// <summary>The partition when all items of the range are in one.</summary>
    private byte[]? OnlyPartition(EpkRange range)
    {
        var first = Edge(range, "SELECT epk FROM items INDEXED BY items_partition WHERE epk >= ?1 AND epk < ?2 ORDER BY epk LIMIT 1");
        if (first is null) return null;
        var last = Edge(range, "SELECT epk FROM items INDEXED BY items_partition WHERE epk >= ?1 AND epk < ?2 ORDER BY epk DESC LIMIT 1");
        return first.AsSpan().SequenceEqual(last) ? first : null;
    }

    private byte[]? Edge(EpkRange range, string sql)
    {
        using var statement = Connection.Use(sql);
        statement.Bind(1, range.Min).Bind(2, range.Max);
        return statement.Step() ? statement.Bytes(0).ToArray() : null;
    }
}
