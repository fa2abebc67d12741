namespace Serverless.LocalCosmos.Storage;

/// <summary>Work that goes through many items in steps, so that no other write waits for long. Each says whether there is more.</summary>
internal sealed partial class WriteTransaction
{
    private const int StepItems = 200;
    private const int StepBytes = 4 << 20;

    /// <summary>Adds the terms of the next items to an index that is being rebuilt.</summary>
    public bool IndexMore() => Advance(Setting.IndexProgress, item => _group.Tables.InsertTerms(item.Number, Indexer.Describe(item.Body).Terms));

    /// <summary>Sets the expiry of the next items after the container's default has changed.</summary>
    public bool ExpireMore() => Advance(Setting.TimeToLiveProgress, item =>
    {
        var expires = TimeToLive.ExpiresAt(item.Body, DefaultTimeToLive, item.Timestamp);
        if (expires == item.ExpiresAt) return;
        using var update = Connection.Use("UPDATE items SET expires = ?2 WHERE number = ?1");
        update.Bind(1, item.Number).Bind(2, expires).Run();
    });

    /// <summary>Deletes some of what has expired; each delete has an LSN of its own.</summary>
    public bool DeleteExpired()
    {
        var expired = Take(ReadItems(
            $"SELECT {Columns} FROM items INDEXED BY items_expiry WHERE expires <= ?1 ORDER BY expires", _ => { }));
        foreach (var item in expired.Items)
        {
            NewLsn();
            Evict(item);
        }

        return expired.IsCut;
    }

    /// <summary>Forgets some of the superseded versions and deletes that are older than the retention.</summary>
    public bool PurgeHistory(TimeSpan retention)
    {
        using var find = Connection.Use($"""
            SELECT MAX(position), COUNT(*) FROM (SELECT position, ts FROM history ORDER BY position LIMIT {StepItems}) WHERE ts < ?1
            """);
        if (!find.Bind(1, Now - (long)retention.TotalSeconds).Step() || find.IsNull(0)) return false;
        var (last, count) = (find.Long(0), find.Long(1));
        find.Reset();
        BeginUpkeep();
        using var purge = Connection.Use("DELETE FROM history WHERE position <= ?1");
        purge.Bind(1, last).Run();
        var clock = _group.State.Clock;
        _group.State = _group.State with { Clock = clock with { PurgedLsn = Math.Max(clock.PurgedLsn, LogPosition.Lsn(last)) } };
        return count == StepItems;
    }

    private bool Advance(string progressName, Action<StoredItem> visit)
    {
        if (Setting.ReadLong(Connection, progressName) is not { } progress) return false;
        BeginUpkeep();
        var next = Take(ReadItems(
            $"SELECT {Columns} FROM items WHERE number > ?2 ORDER BY number",
            statement => statement.Bind(2, progress)));
        foreach (var item in next.Items) visit(item);
        Setting.Write(Connection, progressName, next.IsCut ? next.Items[^1].Number : null);
        return next.IsCut;
    }

    private static (List<StoredItem> Items, bool IsCut) Take(IEnumerable<StoredItem> source)
    {
        var items = new List<StoredItem>();
        var bytes = 0;
        foreach (var item in source)
        {
            items.Add(item);
            bytes += item.Body.Length;
            if (items.Count == StepItems || bytes >= StepBytes) return (items, true);
        }

        return (items, false);
    }
}
