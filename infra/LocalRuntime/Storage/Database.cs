using Microsoft.Data.Sqlite;

namespace Serverless.LocalRuntime.Storage;

/// <summary>The one connection, with its prepared commands. Only the writer uses it.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly FileStream? _owned;

    static Database() => SQLitePCL.Batteries_V2.Init();

    /// <param name="directory">Made when it is missing; null keeps everything in memory.</param>
    /// <exception cref="InvalidOperationException">The file is of another format, or another process has it.</exception>
    public Database(string? directory, Schema schema)
    {
        if (directory is not null) Directory.CreateDirectory(directory);
        var source = directory is null ? ":memory:" : Path.Combine(directory, schema.File);
        _owned = directory is null ? null : Own(source);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Pooling = false }.ConnectionString);
        _connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = NORMAL");
        // A transaction reaches the log once, at its commit: SQLite 3.35 writes wrong checksums when a spill is undone.
        Run("PRAGMA cache_spill = OFF");
        Run("PRAGMA cache_size = -16384");
        var version = Read("PRAGMA user_version", row => row.GetInt32(0)).Single();
        if (version != 0 && version != schema.Version)
            throw new InvalidOperationException($"The file {source} is of format {version}; this program reads format {schema.Version}.");
        if (version == 0) ExecuteScript($"BEGIN;{schema.Script}PRAGMA user_version = {schema.Version};COMMIT;");
    }

    public long LastInsertedNumber => SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);

    /// <summary>Rows changed since the database was opened.</summary>
    public int TotalChanges => SQLitePCL.raw.sqlite3_total_changes(_connection.Handle);

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
        _owned?.Dispose();
    }

    /// <summary>Two writers would each act on what only they know; the end of a process, however it comes, lets go.</summary>
    private static FileStream Own(string source)
    {
        try
        {
            return new FileStream(source + ".owner", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // Sharing violations have no exception type of their own.
        catch (IOException taken)
        {
            throw new InvalidOperationException($"The file {source} is in use by another process.", taken);
        }
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
        // Scripts are constants of this assembly.
#pragma warning disable CA2100
        using var command = new SqliteCommand(script, _connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
