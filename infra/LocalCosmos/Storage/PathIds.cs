using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>The writer's view of the table of paths: a number stands for each path in the index.</summary>
internal sealed class PathIds
{
    /// <summary>Documents whose property names are data have paths without end; those beyond stay in the table only.</summary>
    private const int MaxCached = 10_000;

    private readonly Dictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly List<string> _fresh = [];
    private int _mark;

    public Connection? Connection { get; set; }

    public long Get(string path)
    {
        if (_known.TryGetValue(path, out var id)) return id;
        if (Find(path) is { } found) return Remember(path, found);
        using var insert = Connection!.Use("INSERT INTO paths (path) VALUES (?1)");
        insert.Bind(1, path).Run();
        _fresh.Add(path);
        return Remember(path, Find(path)!.Value);
    }

    /// <summary>What is added from here on is taken back by <see cref="Undo"/>.</summary>
    public void Mark() => _mark = _fresh.Count;

    public void Undo() => Forget(_mark);

    public void Commit()
    {
        _fresh.Clear();
        _mark = 0;
    }

    public void UndoAll() => Forget(0);

    private long? Find(string path)
    {
        using var find = Connection!.Use("SELECT id FROM paths WHERE path = ?1");
        return find.Bind(1, path).Step() ? find.Long(0) : null;
    }

    private long Remember(string path, long id)
    {
        if (_known.Count < MaxCached) _known[path] = id;
        return id;
    }

    private void Forget(int from)
    {
        for (var i = from; i < _fresh.Count; i++) _known.Remove(_fresh[i]);
        _fresh.RemoveRange(from, _fresh.Count - from);
    }
}
