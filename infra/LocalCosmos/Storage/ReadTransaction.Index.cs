namespace Serverless.LocalCosmos.Storage;

internal partial class ReadTransaction
{
    /// <summary>The sixteen forms of a read of the index, by direction, continuation and the kinds of bounds.</summary>
    private static readonly string[] IndexQueries =
        [.. Enumerable.Range(0, 16).Select(i => IndexQuery((i & 1) != 0, (i & 2) != 0, (i & 4) != 0, (i & 8) != 0))];

    /// <summary>False while the index is being rebuilt: it then lacks documents, and only scans are right.</summary>
    public bool IsIndexReady => Setting.Read(Connection, Setting.IndexProgress) is null;

    /// <summary>
    /// In key order, then by document number; both the other way round when descending. No item is read: the numbers of
    /// expired items appear too, and <see cref="Get"/> finds nothing for them.
    /// </summary>
    public IEnumerable<IndexEntry> Index(string path, KeyRange range, bool descending, IndexPosition? after)
    {
        if (FindPath(path) is not { } pathId) yield break;
        if (after is { } position && !range.Contains(position.Key))
        {
            // Of the intervals of one walk, those before the position are done, and those after it are whole.
            if (IsPast(position.Key, range, descending)) yield break;
            after = null;
        }

        var form = (descending ? 1 : 0) | (after is null ? 0 : 2) | (range.MinInclusive ? 4 : 0) | (range.MaxInclusive ? 8 : 0);
        using var statement = Connection.Use(IndexQueries[form]);
        statement.Bind(1, pathId).Bind(2, range.Min).Bind(3, range.Max);
        if (after is var (key, number)) statement.Bind(4, key).Bind(5, number);
        while (statement.Step()) yield return new(statement.Bytes(0).ToArray(), statement.Long(1));
    }

    /// <summary>A probe for the planner that reads no more than asked for.</summary>
    public long CountIndex(string path, KeyRange range, long atMost)
    {
        if (FindPath(path) is not { } pathId) return 0;
        using var statement = Connection.Use((range.MinInclusive, range.MaxInclusive) switch
        {
            (true, true) => CountQuery(">=", "<="),
            (true, false) => CountQuery(">=", "<"),
            (false, true) => CountQuery(">", "<="),
            (false, false) => CountQuery(">", "<"),
        });
        statement.Bind(1, pathId).Bind(2, range.Min).Bind(3, range.Max).Bind(4, atMost);
        return statement.Step() ? statement.Long(0) : 0;
    }

    private static bool IsPast(byte[] key, in KeyRange range, bool descending) => descending
        ? key.AsSpan().SequenceCompareTo(range.Min) <= 0
        : key.AsSpan().SequenceCompareTo(range.Max) >= 0;

    private static string CountQuery(string above, string below) =>
        $"SELECT COUNT(*) FROM (SELECT 1 FROM terms WHERE path = ?1 AND key {above} ?2 AND key {below} ?3 LIMIT ?4)";

    private static string IndexQuery(bool descending, bool resumed, bool minInclusive, bool maxInclusive)
    {
        // The position to resume from lies within the range, so it takes the place of the bound it moves away from.
        var lower = resumed && !descending ? "(key, number) > (?4, ?5)" : minInclusive ? "key >= ?2" : "key > ?2";
        var upper = resumed && descending ? "(key, number) < (?4, ?5)" : maxInclusive ? "key <= ?3" : "key < ?3";
        var direction = descending ? "DESC" : "ASC";
        return $"SELECT key, number FROM terms WHERE path = ?1 AND {lower} AND {upper} ORDER BY key {direction}, number {direction}";
    }

    private long? FindPath(string path)
    {
        using var statement = Connection.Use("SELECT id FROM paths WHERE path = ?1");
        return statement.Bind(1, path).Step() ? statement.Long(0) : null;
    }
}
