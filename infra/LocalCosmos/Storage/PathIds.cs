using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>The writer's view of the table of paths: a number stands for each path in the index.</summary>
internal sealed class PathIds
{
    /// <summary>Documents whose property names are data have paths without end; those beyond stay in the table only.</summary>
    private const int MaxCached = 10_000;

    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly List<string> _fresh = [];

    public long Get(Connection connection, string path)
    {
        if (_known.TryGetValue(path, out var id)) return id;
        if (Find(connection, path) is { } found) return Remember(path, found);
        using var insert = connection.Use("INSERT INTO paths (path) VALUES (?1)");
        insert.Bind(1, path).Run();
        _fresh.Add(path);
        return Remember(path, Find(connection, path)!.Value);
    }

    public void Commit() => _fresh.Clear();

    public void UndoAll()
    {
        foreach (var path in _fresh) _known.Remove(path);
        _fresh.Clear();
    }

    private static long? Find(Connection connection, string path)
    {
        using var find = connection.Use("SELECT id FROM paths WHERE path = ?1");
        return find.Bind(1, path).Step() ? find.Long(0) : null;
    }

    private long Remember(string path, long id)
    {
        if (_known.Count < MaxCached) _known[path] = id;
        return id;
    }
}
