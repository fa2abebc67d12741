using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

internal partial class ReadTransaction
{
    private const long LongLog = 5000;
    private const long FewItems = 200;

    /// <summary>
    /// The newest superseded version or delete that is gone: the all-versions log is complete only after this LSN.
    /// </summary>
    public long PurgedLsn => Clock.Read(Connection).PurgedLsn;

    /// <summary>Each item once, at its latest version, in the order of the log. Deletes do not appear.</summary>
    public IEnumerable<StoredItem> Changes(long afterLsn, EpkRange range)
    {
        // A small partition of a large container: its few items, sorted, are less to read than a long log.
        var index = LastLsn - afterLsn > LongLog && Count(range, FewItems + 1) <= FewItems ? "items_partition" : "items_log";
        return ReadItems(
            $"SELECT {Columns} FROM items INDEXED BY {index} WHERE position > ?2 AND epk >= ?3 AND epk < ?4 AND {Alive} ORDER BY position",
            statement => statement.Bind(2, LogPosition.EndOf(afterLsn)).Bind(3, range.Min).Bind(4, range.Max));
    }

    /// <summary>Every version, current or superseded, and every delete, in the order of the log.</summary>
    public IEnumerable<VersionRecord> Versions(long afterLsn, EpkRange range)
    {
        const string scope = "position > ?1 AND epk >= ?2 AND epk < ?3";
        using var statement = Connection.Use($"""
            SELECT position, 0, number, epk, previous_lsn, ts, body FROM items INDEXED BY items_log WHERE {scope}
            UNION ALL
            SELECT position, kind, number, epk, previous_lsn, ts, body FROM history WHERE {scope}
            ORDER BY 1
            """);
        statement.Bind(1, LogPosition.EndOf(afterLsn)).Bind(2, range.Min).Bind(3, range.Max);
        while (statement.Step()) yield return ReadVersion(statement);
    }

    /// <summary>The LSN after which everything is later than <paramref name="unixSeconds"/>, and nothing before.</summary>
    public long LsnAfterTime(long unixSeconds)
    {
        // Time never runs backwards in the log, so the first later entry is found by halving.
        long low = 1, high = LastLsn + 1;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (FirstTimestampFrom(middle) is { } timestamp && timestamp <= unixSeconds) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }

    private static VersionRecord ReadVersion(Statement row)
    {
        var position = row.Long(0);
        var kind = (LogKind)row.Long(1);
        var previousLsn = row.Long(4);
        return new(
            kind != LogKind.Version ? VersionKind.Delete : previousLsn == 0 ? VersionKind.Create : VersionKind.Replace,
            row.Long(2),
            row.Bytes(3).ToArray(),
            LogPosition.Lsn(position),
            LogPosition.Ordinal(position),
            previousLsn,
            row.Long(5),
            kind == LogKind.Expiry,
            row.Bytes(6).ToArray());
    }

    private long? FirstTimestampFrom(long lsn)
    {
        using var statement = Connection.Use("""
            SELECT ts FROM (
                SELECT * FROM (SELECT position, ts FROM items INDEXED BY items_log WHERE position >= ?1 ORDER BY position LIMIT 1)
                UNION ALL
                SELECT * FROM (SELECT position, ts FROM history WHERE position >= ?1 ORDER BY position LIMIT 1))
            ORDER BY position LIMIT 1
            """);
        return statement.Bind(1, LogPosition.Of(lsn, 0)).Step() ? statement.Long(0) : null;
    }
}
