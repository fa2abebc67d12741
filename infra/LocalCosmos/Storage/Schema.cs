using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

internal static class Schema
{
    private const int Version = 1;

    /// <summary>"LCos", where SQLite files say what application they belong to.</summary>
    private const int ApplicationId = 0x4C436F73;

    /// <summary>
    /// position is an LSN and an ordinal in one integer. An item's row is its current version; history has only what an
    /// item's row no longer says: superseded versions and deletes, so that a create writes nothing there.
    /// The body comes last in its row, so that filters on what stands before it never read its pages.
    /// </summary>
    private const string Script = """
        CREATE TABLE items (
            number INTEGER PRIMARY KEY, epk BLOB NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL,
            previous_lsn INTEGER NOT NULL, ts INTEGER NOT NULL, expires INTEGER, body BLOB NOT NULL);
        CREATE UNIQUE INDEX items_id ON items (epk, id);
        CREATE INDEX items_partition ON items (epk);
        CREATE INDEX items_log ON items (position, epk);
        CREATE INDEX items_expiry ON items (expires) WHERE expires IS NOT NULL;
        CREATE TABLE paths (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
        CREATE TABLE terms (path INTEGER, key BLOB, number INTEGER, PRIMARY KEY (path, key, number)) WITHOUT ROWID;
        CREATE TABLE uniques (
            key INTEGER, epk BLOB, value BLOB, number INTEGER NOT NULL, PRIMARY KEY (key, epk, value)) WITHOUT ROWID;
        CREATE TABLE history (
            position INTEGER PRIMARY KEY, kind INTEGER NOT NULL, number INTEGER NOT NULL, epk BLOB NOT NULL,
            previous_lsn INTEGER NOT NULL, ts INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE clock (
            lsn INTEGER NOT NULL, number INTEGER NOT NULL, ts INTEGER NOT NULL, purged_lsn INTEGER NOT NULL);
        INSERT INTO clock VALUES (0, 0, 0, 0);
        CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Creates the tables in a new file, and refuses a file that is another program's or a newer version's.</summary>
    public static void Ensure(Connection connection, string name)
    {
        var version = connection.ReadLong("PRAGMA user_version");
        var application = connection.ReadLong("PRAGMA application_id");
        var tables = connection.ReadLong("SELECT COUNT(*) FROM sqlite_master");
        if (tables == 0)
        {
            connection.ExecuteScript($"""
                BEGIN IMMEDIATE;
                {Script}
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {Version};
                COMMIT;
                """);
        }
        else if (application != ApplicationId)
        {
            throw new StorageException(0, $"The file is not a container file ({name}).");
        }
        else if (version != Version)
        {
            throw new StorageException(0, $"The file is of format {version}; this program reads format {Version} ({name}).");
        }
    }
}
