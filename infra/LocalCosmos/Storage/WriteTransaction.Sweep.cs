namespace Serverless.LocalCosmos.Storage;

internal sealed partial class WriteTransaction
{
    /// <summary>Deletes items whose time has come, each as a change of its own.</summary>
    /// <returns>How many; fewer than asked for when none are left.</returns>
    public int DeleteExpired(int atMost)
    {
        var expired = new List<StoredItem>();
        using (var find = Connection.Use($"SELECT {Columns} FROM items INDEXED BY items_expiry WHERE expires <= ?1 ORDER BY expires LIMIT ?2"))
        {
            find.Bind(1, Now).Bind(2, atMost);
            while (find.Step()) expired.Add(ReadItem(find));
        }

        foreach (var item in expired)
        {
            NewLsn();
            Evict(item);
        }

        return expired.Count;
    }

    /// <summary>Forgets superseded versions and deletes from before a time, the oldest first.</summary>
    /// <returns>How many; fewer than asked for when none are left.</returns>
    public int PurgeHistory(long beforeUnixSeconds, int atMost)
    {
        long last = 0;
        var count = 0;
        using (var find = Connection.Use("SELECT position, ts FROM history ORDER BY position LIMIT ?1"))
        {
            find.Bind(1, atMost);
            while (find.Step() && find.Long(1) < beforeUnixSeconds)
            {
                last = find.Long(0);
                count++;
            }
        }

        if (count == 0) return 0;
        BeginChange();
        _hasWritten = true;
        using var purge = Connection.Use("DELETE FROM history WHERE position <= ?1");
        purge.Bind(1, last).Run();
        _group.State = _group.State with { Clock = _group.State.Clock with { PurgedLsn = LogPosition.Lsn(last) } };
        return count;
    }
}
