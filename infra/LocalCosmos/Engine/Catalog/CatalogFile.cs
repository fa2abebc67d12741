using Serverless.LocalCosmos.Storage;
using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>One entry of the catalog; a null value removes it.</summary>
internal readonly record struct CatalogEntry(string Key, byte[]? Value);

/// <summary>Where the catalog is kept: every write is one durable transaction. Without a path nothing is kept.</summary>
internal sealed class CatalogFile : IDisposable
{
    private const int CacheKibibytes = 256;
    private const int Version = 1;

    /// <summary>"LCat", where SQLite files say what application they belong to.</summary>
    private const int ApplicationId = 0x4C436174;

    private readonly Connection? _connection;

    private CatalogFile(Connection? connection) => _connection = connection;

    /// <exception cref="StorageException">The file is no catalog, or a newer version's.</exception>
    public static CatalogFile Open(string? path)
    {
        if (path is null) return new CatalogFile(null);
        var connection = Connection.Open(path, CacheKibibytes, syncEveryCommit: true);
        try
        {
            Ensure(connection, path);
            return new CatalogFile(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public IReadOnlyList<CatalogEntry> ReadAll()
    {
        var entries = new List<CatalogEntry>();
        if (_connection is null) return entries;
        using var read = _connection.Use("SELECT key, value FROM entries ORDER BY key");
        while (read.Step()) entries.Add(new CatalogEntry(read.Text(0), read.Bytes(1).ToArray()));
        return entries;
    }

    public void Write(ReadOnlySpan<CatalogEntry> entries)
    {
        if (_connection is null) return;
        _connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var entry in entries) Write(_connection, entry);
            _connection.Execute("COMMIT");
        }
        catch (StorageException)
        {
            if (_connection.IsInTransaction) _connection.Execute("ROLLBACK");
            throw;
        }

        // Rare and small: the log need not outlive the write.
        _connection.Checkpoint(CheckpointMode.Truncate, out _, out _);
    }

    public void Dispose() => _connection?.Dispose();

    private static void Write(Connection connection, in CatalogEntry entry)
    {
        if (entry.Value is null)
        {
            using var delete = connection.Use("DELETE FROM entries WHERE key = ?1");
            delete.Bind(1, entry.Key).Run();
            return;
        }

        using var write = connection.Use("INSERT INTO entries VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
        write.Bind(1, entry.Key).Bind(2, entry.Value).Run();
    }

    private static void Ensure(Connection connection, string path)
    {
        if (connection.ReadLong("SELECT COUNT(*) FROM sqlite_master") == 0)
        {
            connection.ExecuteScript($"""
                BEGIN IMMEDIATE;
                CREATE TABLE entries (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {Version};
                COMMIT;
                """);
        }
        else if (connection.ReadLong("PRAGMA application_id") != ApplicationId)
        {
            throw new StorageException(0, $"The file is not a catalog ({path}).");
        }
        else if (connection.ReadLong("PRAGMA user_version") is var version && version != Version)
        {
            throw new StorageException(0, $"The catalog is of format {version}; this program reads format {Version} ({path}).");
        }
    }
}
