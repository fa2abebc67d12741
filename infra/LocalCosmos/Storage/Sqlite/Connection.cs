using SQLitePCL;

namespace Serverless.LocalCosmos.Storage.Sqlite;

/// <summary>One SQLite connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    public const string Memory = ":memory:";
    public const int PageSize = 8192;

    private const int BusyTimeoutMilliseconds = 5000;

    private readonly string _path;
    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _idle = new(new SqlComparer());
    private readonly List<Statement> _used = [];

    private Connection(string path, sqlite3 handle)
    {
        _path = path;
        _handle = handle;
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows changed by the last INSERT, UPDATE or DELETE.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    internal sqlite3 Handle => _handle;

    /// <summary>Pages written since the last time this was asked.</summary>
    public int TakePagesWritten()
    {
        const int cacheWrites = 9;
        Check(raw.sqlite3_db_status(_handle, cacheWrites, out var pages, out _, resetFlg: 1));
        return pages;
    }

    public static Connection Open(string path, int cacheKibibytes, bool syncEveryCommit)
    {
        SqliteLibrary.Initialize();
        const int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(path, out var handle, flags, BufferedLogVfs.Name);
        var connection = new Connection(path, handle);
        try
        {
            connection.Check(result);
            connection.Configure(cacheKibibytes, syncEveryCommit);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A statement to bind and step. Disposing it hands it back; while it is out, the same text is prepared anew.</summary>
    public Statement Use(string sql)
    {
        if (!_idle.Remove(sql, out var statement)) statement = Prepare(sql);
        _used.Add(statement);
        return statement;
    }

    public void Execute(string sql)
    {
        using var statement = Use(sql);
        statement.Run();
    }

    public long ReadLong(string sql)
    {
        using var statement = Use(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Runs a script of several statements that are not kept.</summary>
    public void ExecuteScript(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Takes back every statement that an abandoned enumeration has left open.</summary>
    public void ReleaseStatements()
    {
        while (_used.Count > 0) _used[^1].Dispose();
    }

    /// <summary>Moves pages from the log into the file. Returns the frames in the log and how many of them are moved.</summary>
    /// <returns>False when other connections kept it from finishing.</returns>
    public bool Checkpoint(CheckpointMode mode, out int frames, out int moved)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, null, (int)mode, out frames, out moved);
        if ((result & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED) return false;
        Check(result);
        return true;
    }

    public void WaitWhenBusy(bool wait) =>
        Check(raw.sqlite3_busy_timeout(_handle, wait ? BusyTimeoutMilliseconds : 0));

    public void Dispose()
    {
        ReleaseStatements();
        foreach (var statement in _idle.Values) statement.Close();
        _idle.Clear();
        raw.sqlite3_close_v2(_handle);
        _handle.Dispose();
    }

    internal void GiveBack(Statement statement)
    {
        // The last one taken is nearly always the first one given back.
        var index = _used.LastIndexOf(statement);
        if (index < 0) return;
        _used.RemoveAt(index);
        if (!_idle.TryAdd(statement.Sql, statement)) statement.Close();
    }

    internal void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        throw new StorageException(result, $"{Reason(result)} ({_path}).");
    }

    private string Reason(int result) => (result & 0xFF) switch
    {
        raw.SQLITE_NOTADB => "The file is not a container file",
        raw.SQLITE_FULL => "The disk is full",
        raw.SQLITE_CANTOPEN => "The file cannot be opened",
        raw.SQLITE_CORRUPT => "The file is damaged",
        _ => $"SQLite error {result}: {raw.sqlite3_errmsg(_handle).utf8_to_string()}",
    };

    private Statement Prepare(string sql)
    {
        const uint persistent = 1;
        Check(raw.sqlite3_prepare_v3(_handle, sql, persistent, out var handle));
        return new Statement(this, sql, handle);
    }

    private void Configure(int cacheKibibytes, bool syncEveryCommit)
    {
        raw.sqlite3_extended_result_codes(_handle, 1);
        WaitWhenBusy(true);
        // The page size only takes effect before the first page is written, hence before the journal mode.
        // Without spilling, a transaction's pages reach the log once, at its commit. With it, SQLite 3.35 writes wrong
        // checksums when a savepoint is rolled back after a spill: the commit, and all after it, is lost to the next
        // process if this one is killed.
        ExecuteScript($"""
            PRAGMA page_size = {PageSize};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {(syncEveryCommit ? "FULL" : "NORMAL")};
            PRAGMA cache_size = -{cacheKibibytes};
            PRAGMA temp_store = MEMORY;
            PRAGMA mmap_size = 0;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_spill = OFF;
            PRAGMA foreign_keys = OFF;
            """);
    }
}

/// <summary>A few dozen texts of some hundred characters: what tells them apart costs less than to go through them.</summary>
internal sealed class SqlComparer : IEqualityComparer<string>
{
    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string sql) => HashCode.Combine(sql.Length, sql[sql.Length / 3], sql[sql.Length / 2]);
}

/// <summary>SQLite's numbers.</summary>
internal enum CheckpointMode
{
    Passive = 0,
    Full = 1,
    Restart = 2,
    Truncate = 3,
}
