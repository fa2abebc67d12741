using Serverless.LocalCosmos.Storage;
using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>One entry of the catalog; a null value removes it.</summary>
internal readonly record struct CatalogEntry(string Key, byte[]? Value);

/// <summary>
/// Where the catalog is kept. Changes are few and everything hangs on them, so each is one transaction that waits for
/// the disk, whatever is chosen for items.
/// </summary>
internal sealed class CatalogFile : IDisposable
{
    private const int CacheKibibytes = 256;
    private const int Version = 1;

    private readonly Connection _connection;

    private CatalogFile(Connection connection) => _connection = connection;

    /// <param name="path">Null keeps the catalog in memory.</param>
    /// <exception cref="StorageException">It is no catalog, or one of a later version.</exception>
    public static CatalogFile Open(string? path)
    {
        var connection = Connection.Open(path ?? Connection.Memory, CacheKibibytes, syncEveryCommit: true);
        try
        {
            Prepare(connection, path);
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
        using var statement = _connection.Use("SELECT key, value FROM entries ORDER BY key");
        while (statement.Step()) entries.Add(new CatalogEntry(statement.Text(0), statement.Bytes(1).ToArray()));
        return entries;
    }

    /// <summary>All entries or none.</summary>
    public void Write(ReadOnlySpan<CatalogEntry> entries)
    {
        _connection.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var entry in entries) Write(entry);
            _connection.Execute("COMMIT");
        }
        catch
        {
            if (_connection.IsInTransaction) _connection.Execute("ROLLBACK");
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    private static void Prepare(Connection connection, string? path)
    {
        var found = connection.ReadLong("PRAGMA user_version");
        if (found > Version) throw new StorageException(0, $"The catalog '{path}' was written by a later version of this program.");
        if (found == Version) return;
        connection.ExecuteScript($"""
            BEGIN IMMEDIATE;
            CREATE TABLE entries (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
            PRAGMA user_version = {Version};
            COMMIT;
            """);
    }

    private void Write(CatalogEntry entry)
    {
        using var statement = _connection.Use(entry.Value is null
            ? "DELETE FROM entries WHERE key = ?1"
            : "INSERT INTO entries (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        statement.Bind(1, entry.Key);
        if (entry.Value is { } value) statement.Bind(2, value);
        statement.Run();
    }
}
