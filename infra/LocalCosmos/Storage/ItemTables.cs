using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>Where and when an item was deleted.</summary>
/// <param name="Timestamp">Unix seconds.</param>
/// <param name="Expired">Its time to live deleted it.</param>
internal readonly record struct Deletion(long Lsn, int Ordinal, long Timestamp, bool Expired);

/// <summary>
/// Changes of items as rows: the item, its history, its terms and its unique values. It decides nothing, so that a change
/// read back from the redo log does exactly what it did when it was made.
/// </summary>
internal sealed class ItemTables(Connection connection, PendingTerms pending)
{
    /// <summary>False, and nothing is done, when the partition has an item of this id.</summary>
    public bool TryInsert(StoredItem item, in ItemTerms terms)
    {
        using (var insert = connection.Use($"INSERT INTO items ({ReadTransaction.Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"))
        {
            insert.Bind(1, item.Number)
                .Bind(2, item.Epk)
                .Bind(3, item.Id)
                .Bind(4, LogPosition.Of(item.Lsn, item.Ordinal))
                .Bind(5, item.PreviousLsn)
                .Bind(6, item.Timestamp)
                .Bind(7, item.ExpiresAt)
                .Bind(8, item.Body);
            if (!insert.TryRun()) return false;
        }

        InsertUniques(item, terms.Unique);
        pending.Add(item.Number, terms.Terms);
        return true;
    }

    /// <summary>The version before goes to the history; of the index only what differs is touched.</summary>
    public void Replace(StoredItem before, StoredItem after, in TermChanges changes)
    {
        KeepVersion(before);
        using (var update = connection.Use(
            "UPDATE items SET position = ?2, previous_lsn = ?3, ts = ?4, expires = ?5, body = ?6 WHERE number = ?1"))
        {
            update.Bind(1, before.Number)
                .Bind(2, LogPosition.Of(after.Lsn, after.Ordinal))
                .Bind(3, after.PreviousLsn)
                .Bind(4, after.Timestamp)
                .Bind(5, after.ExpiresAt)
                .Bind(6, after.Body)
                .Run();
        }

        if (connection.Changes != 1) throw new InvalidOperationException($"There is no document {before.Number}.");
        DeleteUniques(before, changes.OldUnique);
        InsertUniques(before, changes.Unique);
        pending.Remove(before.Number, changes.Gone);
        pending.Add(before.Number, changes.Added);
    }

    /// <summary>The last version goes to the history, and after it an event that carries its image.</summary>
    public void Delete(StoredItem item, in ItemTerms terms, in Deletion deletion)
    {
        KeepVersion(item);
        AddHistory(
            item with { Lsn = deletion.Lsn, Ordinal = deletion.Ordinal, PreviousLsn = item.Lsn, Timestamp = deletion.Timestamp },
            deletion.Expired ? LogKind.Expiry : LogKind.Delete);
        using (var delete = connection.Use("DELETE FROM items WHERE number = ?1")) delete.Bind(1, item.Number).Run();
        if (connection.Changes != 1) throw new InvalidOperationException($"There is no document {item.Number}.");
        DeleteUniques(item, terms.Unique);
        pending.Remove(item.Number, terms.Terms);
    }

    public void InsertTerms(long number, IReadOnlyList<IndexTerm> terms) => pending.Add(number, terms);

    /// <summary>Changes from the redo log, upon the rows that they were made upon.</summary>
    public void Repeat(IReadOnlyList<RedoChange> changes, ItemIndexer indexer)
    {
        foreach (var change in changes)
        {
            if (change.Kind == RedoKind.Insert)
            {
                if (!TryInsert(change.Item!, indexer.Describe(change.Item!.Body))) throw Unexpected(change.Number);
                continue;
            }

            var before = Get(change.Number);
            if (change.Kind == RedoKind.Delete) Delete(before, indexer.Describe(before.Body), change.Deletion);
            else Replace(before, change.Item!, indexer.Compare(before.Body, change.Item!.Body));
        }
    }

    private StoredItem Get(long number)
    {
        using var statement = connection.Use($"SELECT {ReadTransaction.Columns} FROM items WHERE number = ?1");
        return statement.Bind(1, number).Step() ? ReadTransaction.ReadItem(statement) : throw Unexpected(number);
    }

    private static StorageException Unexpected(long number) =>
        new(0, $"The redo log does not fit its container file: document {number}.");

    /// <summary>A version keeps its place in the log when it is superseded.</summary>
    private void KeepVersion(StoredItem item) => AddHistory(item, LogKind.Version);

    private void AddHistory(StoredItem item, LogKind kind)
    {
        using var keep = connection.Use(
            "INSERT INTO history (position, kind, number, epk, previous_lsn, ts, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        keep.Bind(1, LogPosition.Of(item.Lsn, item.Ordinal))
            .Bind(2, (int)kind)
            .Bind(3, item.Number)
            .Bind(4, item.Epk)
            .Bind(5, item.PreviousLsn)
            .Bind(6, item.Timestamp)
            .Bind(7, item.Body)
            .Run();
    }

    private void InsertUniques(StoredItem item, IReadOnlyList<UniqueTerm> terms)
    {
        foreach (var term in terms)
        {
            using var insert = connection.Use("INSERT INTO uniques (key, epk, value, number) VALUES (?1, ?2, ?3, ?4)");
            insert.Bind(1, term.Key).Bind(2, item.Epk).Bind(3, term.Value).Bind(4, item.Number).Run();
        }
    }

    private void DeleteUniques(StoredItem item, IReadOnlyList<UniqueTerm> terms)
    {
        foreach (var term in terms)
        {
            using var delete = connection.Use("DELETE FROM uniques WHERE key = ?1 AND epk = ?2 AND value = ?3");
            delete.Bind(1, term.Key).Bind(2, item.Epk).Bind(3, term.Value).Run();
        }
    }
}
