namespace Serverless.LocalCosmos.Storage;

internal sealed partial class WriteTransaction
{
    /// <summary>
    /// Writes a new item, unless its id or a unique key is taken. What has expired takes nothing: it is deleted on the
    /// spot, before this item in the log.
    /// </summary>
    public WriteConflict Insert(StoredItem item, in ItemTerms terms)
    {
        BeginChange();
        if (HasUniqueConflict(item, terms.Unique, ref item)) return WriteConflict.UniqueKey;
        if (!TryInsertRow(item))
        {
            if (Find(item.Epk, item.Id) is not null) return WriteConflict.Id;
            EvictExpired(item.Epk, item.Id);
            item = item with { Ordinal = NextOrdinal() };
            if (!TryInsertRow(item)) throw new InvalidOperationException("The document number is in use.");
        }

        _hasWritten = true;
        InsertUniques(item, terms.Unique);
        InsertTerms(item.Number, terms.Terms);
        _group.ChangedBytes += item.Body.Length;
        return WriteConflict.None;
    }

    /// <summary>
    /// Writes a new version of an item of the same number, partition and id. The version before goes to the history; of the
    /// index only what differs is touched.
    /// </summary>
    public WriteConflict Replace(StoredItem before, StoredItem after, in ItemTerms oldTerms, in ItemTerms newTerms)
    {
        BeginChange();
        if (HasUniqueConflict(before, newTerms.Unique, ref after)) return WriteConflict.UniqueKey;
        KeepVersion(before.Number);
        using var update = Connection.Use(
            "UPDATE items SET position = ?2, previous_lsn = ?3, ts = ?4, expires = ?5, body = ?6 WHERE number = ?1");
        update.Bind(1, before.Number)
            .Bind(2, LogPosition.Of(after.Lsn, after.Ordinal))
            .Bind(3, after.PreviousLsn)
            .Bind(4, after.Timestamp)
            .Bind(5, after.ExpiresAt)
            .Bind(6, after.Body)
            .Run();
        ReplaceUniques(before, oldTerms.Unique, newTerms.Unique);
        ReplaceTerms(before.Number, oldTerms.Terms, newTerms.Terms);
        _group.ChangedBytes += 2 * after.Body.Length;
        return WriteConflict.None;
    }

    /// <summary>Deletes an item; the event in the log carries its last image.</summary>
    public void Delete(StoredItem item, in ItemTerms terms, bool expired)
    {
        BeginChange();
        KeepVersion(item.Number);
        using (var log = Connection.Use("""
            INSERT INTO history (position, kind, number, epk, previous_lsn, ts, body)
            SELECT ?2, ?3, number, epk, position >> 20, ?4, body FROM items WHERE number = ?1
            """))
        {
            log.Bind(1, item.Number)
                .Bind(2, LogPosition.Of(Lsn, NextOrdinal()))
                .Bind(3, (int)(expired ? LogKind.Expiry : LogKind.Delete))
                .Bind(4, Timestamp)
                .Run();
        }

        using (var delete = Connection.Use("DELETE FROM items WHERE number = ?1")) delete.Bind(1, item.Number).Run();
        DeleteUniques(item, terms.Unique);
        DeleteTerms(item.Number, terms.Terms);
        _group.ChangedBytes += 2 * item.Body.Length;
    }

    private bool TryInsertRow(StoredItem item)
    {
        using var insert = Connection.Use($"INSERT INTO items ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        return insert.Bind(1, item.Number)
            .Bind(2, item.Epk)
            .Bind(3, item.Id)
            .Bind(4, LogPosition.Of(item.Lsn, item.Ordinal))
            .Bind(5, item.PreviousLsn)
            .Bind(6, item.Timestamp)
            .Bind(7, item.ExpiresAt)
            .Bind(8, item.Body)
            .TryRun();
    }

    /// <summary>A version keeps its place in the log when it is superseded.</summary>
    private void KeepVersion(long number)
    {
        using var keep = Connection.Use("""
            INSERT INTO history (position, kind, number, epk, previous_lsn, ts, body)
            SELECT position, 0, number, epk, previous_lsn, ts, body FROM items WHERE number = ?1
            """);
        keep.Bind(1, number).Run();
        _hasWritten = true;
        if (Connection.Changes != 1) throw new InvalidOperationException($"There is no document {number}.");
    }

    private void EvictExpired(byte[] epk, string id)
    {
        using var statement = Connection.Use($"SELECT {Columns} FROM items WHERE epk = ?1 AND id = ?2");
        if (statement.Bind(1, epk).Bind(2, id).Step()) Evict(ReadItem(statement));
    }

    private void Evict(StoredItem item) => Delete(item, Indexer.Describe(item.Body), expired: true);
}
