namespace Serverless.LocalCosmos.Storage;

/// <summary>What kept an item from being written.</summary>
internal enum WriteConflict
{
    None,

    /// <summary>The partition has an item of this id.</summary>
    Id,

    /// <summary>Another item of the partition has the same values for a unique key.</summary>
    UniqueKey,

    /// <summary>
    /// What was in the way had expired. It is deleted now, which comes before the new item in the log: the caller gives the
    /// item its place there anew and tries again.
    /// </summary>
    Evicted,
}

internal sealed partial class WriteTransaction
{
    /// <summary>Writes a new item, unless its id or a unique key is taken.</summary>
    public WriteConflict Insert(StoredItem item, in ItemTerms terms)
    {
        BeginChange();
        if (FindUniqueConflict(item, terms.Unique) is not WriteConflict.None and var conflict) return conflict;
        if (!_group.Tables.TryInsert(item, terms)) return EvictExpired(item.Epk, item.Id) ? WriteConflict.Evicted : WriteConflict.Id;
        Changed(item.Body.Length);
        _group.Log?.Insert(item);
        return WriteConflict.None;
    }

    /// <summary>Writes a new version of an item of the same number, partition and id.</summary>
    public WriteConflict Replace(StoredItem before, StoredItem after, in TermChanges changes)
    {
        BeginChange();
        if (FindUniqueConflict(before, changes.Unique) is not WriteConflict.None and var conflict) return conflict;
        _group.Tables.Replace(before, after, changes);
        Changed(2 * after.Body.Length);
        _group.Log?.Replace(after);
        return WriteConflict.None;
    }

    /// <summary>Deletes an item; the event in the log carries its last image.</summary>
    public void Delete(StoredItem item, in ItemTerms terms, bool expired)
    {
        BeginChange();
        var deletion = new Deletion(Lsn, NextOrdinal(), Timestamp, expired);
        _group.Tables.Delete(item, terms, deletion);
        Changed(2 * item.Body.Length);
        _group.Log?.Delete(item.Number, deletion);
    }

    private void Changed(int bytes)
    {
        _hasWritten = true;
        _group.ChangedBytes += bytes;
    }

    private WriteConflict FindUniqueConflict(StoredItem item, IReadOnlyList<UniqueTerm> terms)
    {
        foreach (var term in terms)
        {
            StoredItem owner;
            using (var find = Connection.Use($"""
                SELECT {Columns} FROM items
                WHERE number = (SELECT number FROM uniques WHERE key = ?1 AND epk = ?2 AND value = ?3)
                """))
            {
                if (!find.Bind(1, term.Key).Bind(2, item.Epk).Bind(3, term.Value).Step()) continue;
                owner = ReadItem(find);
            }

            if (owner.Number == item.Number) continue;
            if (owner.ExpiresAt is not { } expiry || expiry > Now) return WriteConflict.UniqueKey;
            Evict(owner);
            return WriteConflict.Evicted;
        }

        return WriteConflict.None;
    }

    /// <summary>False when the item has not expired.</summary>
    private bool EvictExpired(byte[] epk, string id)
    {
        using var statement = Connection.Use($"SELECT {Columns} FROM items WHERE epk = ?1 AND id = ?2");
        if (!statement.Bind(1, epk).Bind(2, id).Step())
            throw new InvalidOperationException("The document number is in use.");
        var item = ReadItem(statement);
        statement.Reset();
        if (item.ExpiresAt is not { } expiry || expiry > Now) return false;
        Evict(item);
        return true;
    }

    private void Evict(StoredItem item) => Delete(item, Indexer.Describe(item.Body), expired: true);
}
