namespace Serverless.LocalCosmos.Storage;

internal sealed partial class WriteTransaction
{
    private void InsertTerms(long number, IReadOnlyList<IndexTerm> terms)
    {
        if (terms.Count == 0) return;
        using var insert = Connection.Use("INSERT OR IGNORE INTO terms (path, key, number) VALUES (?1, ?2, ?3)");
        for (var i = 0; i < terms.Count; i++)
        {
            insert.Bind(1, _group.Paths.Get(terms[i].Path)).Bind(2, terms[i].Key).Bind(3, number).Run();
        }
    }

    private void DeleteTerms(long number, IReadOnlyList<IndexTerm> terms)
    {
        using var delete = Connection.Use("DELETE FROM terms WHERE path = ?1 AND key = ?2 AND number = ?3");
        for (var i = 0; i < terms.Count; i++)
        {
            delete.Bind(1, _group.Paths.Get(terms[i].Path)).Bind(2, terms[i].Key).Bind(3, number).Run();
        }
    }

    private void ReplaceTerms(long number, IReadOnlyList<IndexTerm> before, IReadOnlyList<IndexTerm> after)
    {
        List<IndexTerm> gone = [], added = [];
        int b = 0, a = 0;
        while (b < before.Count || a < after.Count)
        {
            var order = b == before.Count ? 1 : a == after.Count ? -1 : IndexTerms.Compare(before[b], after[a]);
            if (order < 0) gone.Add(before[b++]);
            else if (order > 0) added.Add(after[a++]);
            else (b, a) = (b + 1, a + 1);
        }

        DeleteTerms(number, gone);
        InsertTerms(number, added);
    }

    /// <summary>True when another item has one of the values; what has expired is deleted and does not count.</summary>
    /// <param name="item">Gets a later place in the log when something had to be deleted before it.</param>
    private bool HasUniqueConflict(StoredItem self, IReadOnlyList<UniqueTerm> terms, ref StoredItem item)
    {
        foreach (var term in terms)
        {
            using var find = Connection.Use($"""
                SELECT {Columns} FROM items
                WHERE number = (SELECT number FROM uniques WHERE key = ?1 AND epk = ?2 AND value = ?3)
                """);
            if (!find.Bind(1, term.Key).Bind(2, self.Epk).Bind(3, term.Value).Step()) continue;
            var owner = ReadItem(find);
            if (owner.Number == self.Number) continue;
            if (owner.ExpiresAt is not { } expiry || expiry > Now) return true;
            find.Reset();
            Evict(owner);
            item = item with { Ordinal = NextOrdinal() };
        }

        return false;
    }

    private void InsertUniques(StoredItem item, IReadOnlyList<UniqueTerm> terms)
    {
        foreach (var term in terms)
        {
            using var insert = Connection.Use("INSERT INTO uniques (key, epk, value, number) VALUES (?1, ?2, ?3, ?4)");
            insert.Bind(1, term.Key).Bind(2, item.Epk).Bind(3, term.Value).Bind(4, item.Number).Run();
        }
    }

    private void DeleteUniques(StoredItem item, IReadOnlyList<UniqueTerm> terms)
    {
        foreach (var term in terms)
        {
            using var delete = Connection.Use("DELETE FROM uniques WHERE key = ?1 AND epk = ?2 AND value = ?3");
            delete.Bind(1, term.Key).Bind(2, item.Epk).Bind(3, term.Value).Run();
        }
    }

    private void ReplaceUniques(StoredItem item, IReadOnlyList<UniqueTerm> before, IReadOnlyList<UniqueTerm> after)
    {
        if (before.Count == 0 && after.Count == 0) return;
        DeleteUniques(item, before);
        InsertUniques(item, after);
    }
}
