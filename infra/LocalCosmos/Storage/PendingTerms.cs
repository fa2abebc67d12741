using System.Runtime.InteropServices;
using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// Changes of the index that wait for the commit. Queries alone look into it, and they see commits: so the changes of
/// hundreds of documents are made together, path by path and in the order of the keys, many in one statement. A term that
/// comes and goes before that costs nothing.
/// </summary>
internal sealed class PendingTerms
{
    private const int RowsTogether = 32;

    private static readonly string InsertMany = Insert(RowsTogether);
    private static readonly string InsertOne = Insert(1);

    private readonly PathIds _ids = new();
    private readonly Dictionary<string, List<Change>> _byPath = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>What is added from here on is taken back by <see cref="Rewind"/>.</summary>
    public int Mark => _count;

    public void Add(long number, IReadOnlyList<IndexTerm> terms) => Append(number, terms, isThere: true);

    public void Remove(long number, IReadOnlyList<IndexTerm> terms) => Append(number, terms, isThere: false);

    public void Rewind(int mark)
    {
        foreach (var changes in _byPath.Values)
        {
            var kept = changes.Count;
            while (kept > 0 && changes[kept - 1].Sequence >= mark) kept--;
            changes.RemoveRange(kept, changes.Count - kept);
        }

        _count = mark;
    }

    /// <summary>Called before the commit, within its transaction.</summary>
    public void Write(Connection connection)
    {
        if (_count == 0) return;
        foreach (var (path, changes) in _byPath) Write(connection, _ids.Get(connection, path), changes);
        Clear();
    }

    public void Committed() => _ids.Commit();

    /// <summary>The transaction is taken back, with the paths that it has added.</summary>
    public void Forget()
    {
        _ids.UndoAll();
        Clear();
    }

    private void Clear()
    {
        _byPath.Clear();
        _count = 0;
    }

    private void Append(long number, IReadOnlyList<IndexTerm> terms, bool isThere)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            ref var changes = ref CollectionsMarshal.GetValueRefOrAddDefault(_byPath, terms[i].Path, out _);
            (changes ??= []).Add(new(terms[i].Key, number, _count++, isThere));
        }
    }

    private static void Write(Connection connection, long path, List<Change> changes)
    {
        Sort(changes);
        var added = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            // Of several changes of one term the last one stands.
            if (i + 1 < changes.Count && changes[i].IsSameTerm(changes[i + 1])) continue;
            if (changes[i].IsThere) changes[added++] = changes[i];
            else Delete(connection, path, changes[i]);
        }

        var rows = CollectionsMarshal.AsSpan(changes)[..added];
        for (; rows.Length >= RowsTogether; rows = rows[RowsTogether..]) Insert(connection, InsertMany, path, rows[..RowsTogether]);
        for (; rows.Length > 0; rows = rows[1..]) Insert(connection, InsertOne, path, rows[..1]);
    }

    private static void Sort(List<Change> changes)
    {
        // Many a path has one value in all documents, or values that grow with them.
        for (var i = 1; i < changes.Count; i++)
        {
            if (Change.Compare(changes[i - 1], changes[i]) <= 0) continue;
            changes.Sort(Change.Compare);
            return;
        }
    }

    private static void Insert(Connection connection, string sql, long path, ReadOnlySpan<Change> rows)
    {
        using var insert = connection.Use(sql);
        insert.Bind(1, path);
        for (var i = 0; i < rows.Length; i++) insert.Bind((2 * i) + 2, rows[i].Key).Bind((2 * i) + 3, rows[i].Number);
        insert.Run();
    }

    private static void Delete(Connection connection, long path, in Change change)
    {
        using var delete = connection.Use("DELETE FROM terms WHERE path = ?1 AND key = ?2 AND number = ?3");
        delete.Bind(1, path).Bind(2, change.Key).Bind(3, change.Number).Run();
    }

    private static string Insert(int rows) =>
        "INSERT OR IGNORE INTO terms (path, key, number) VALUES "
        + string.Join(", ", Enumerable.Range(0, rows).Select(row => $"(?1, ?{(2 * row) + 2}, ?{(2 * row) + 3})"));

    private readonly record struct Change(byte[] Key, long Number, int Sequence, bool IsThere)
    {
        public bool IsSameTerm(in Change other) => Number == other.Number && Key.AsSpan().SequenceEqual(other.Key);

        public static int Compare(Change left, Change right)
        {
            var order = left.Key.AsSpan().SequenceCompareTo(right.Key);
            if (order == 0) order = left.Number.CompareTo(right.Number);
            return order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
        }
    }
}
