using Microsoft.Data.Sqlite;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>The one connection, with its prepared commands. Only the writer uses it.</summary>
internal sealed class Database : IDisposable
{
    private const int Version = 1;

    private const string Script = """
        CREATE TABLE instances (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, version TEXT NOT NULL,
            generation INTEGER NOT NULL, status INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            start_at INTEGER, parent INTEGER, parent_generation INTEGER, parent_task INTEGER, parent_name TEXT, parent_id TEXT,
            tags TEXT, custom TEXT, failure TEXT, input TEXT, output TEXT);
        CREATE INDEX instances_active ON instances (number) WHERE status IN (0, 6, 7);
        CREATE INDEX instances_parent ON instances (parent) WHERE parent IS NOT NULL;
        CREATE TABLE history (
            number INTEGER, seq INTEGER, kind INTEGER NOT NULL, at INTEGER NOT NULL, task INTEGER NOT NULL,
            name TEXT, data TEXT, version TEXT, target TEXT, PRIMARY KEY (number, seq)) WITHOUT ROWID;
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, generation INTEGER, kind INTEGER NOT NULL,
            at INTEGER NOT NULL, task INTEGER NOT NULL, name TEXT, data TEXT, version TEXT, target TEXT);
        CREATE INDEX inbox_number ON inbox (number);
        PRAGMA user_version = 1;
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    static Database() => SQLitePCL.Batteries_V2.Init();

    public Database(string? directory)
    {
        if (directory is not null) Directory.CreateDirectory(directory);
        var source = directory is null ? ":memory:" : Path.Combine(directory, "durabletask.db");
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Pooling = false }.ConnectionString);
        _connection.Open();
        // A transaction reaches the log once, at its commit.
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = NORMAL");
        Run("PRAGMA cache_spill = OFF");
        Run("PRAGMA cache_size = -16384");
        var version = Read("PRAGMA user_version", row => row.GetInt32(0)).Single();
        if (version is not (0 or Version))
            throw new InvalidOperationException($"The file {source} is of format {version}; this program reads format {Version}.");
        if (version == 0) ExecuteScript($"BEGIN;{Script}COMMIT;");
    }

    public long LastInsertedNumber => SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);

    /// <summary>Parameters are $0, $1 and so on, in order.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public List<T> Read<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        List<T> rows = [];
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            // Every text is a constant of this assembly; values always travel as parameters.
#pragma warning disable CA2100
            command = new SqliteCommand(sql, _connection);
#pragma warning restore CA2100
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private void ExecuteScript(string script)
    {
        // The script is a constant.
#pragma warning disable CA2100
        using var command = new SqliteCommand(script, _connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
