using System.Text;
using SQLitePCL;

namespace Serverless.LocalCosmos.Storage.Sqlite;

/// <summary>A prepared statement: parameters count from 1, columns from 0. Spans read from it are good until the next step.</summary>
internal sealed class Statement : IDisposable
{
    private readonly Connection _connection;
    private readonly sqlite3_stmt _handle;

    internal Statement(Connection connection, string sql, sqlite3_stmt handle)
    {
        _connection = connection;
        _handle = handle;
        Sql = sql;
    }

    public string Sql { get; }

    public Statement Bind(int parameter, long value)
    {
        _connection.Check(raw.sqlite3_bind_int64(_handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        _connection.Check(raw.sqlite3_bind_blob(_handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = size <= 512 ? stackalloc byte[512] : new byte[size];
        var written = Encoding.UTF8.GetBytes(value, buffer);
        _connection.Check(raw.sqlite3_bind_text(_handle, parameter, buffer[..written]));
        return this;
    }

    public Statement BindNull(int parameter)
    {
        _connection.Check(raw.sqlite3_bind_null(_handle, parameter));
        return this;
    }

    /// <summary>True when there is a row to read.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_handle);
        if (result == raw.SQLITE_ROW) return true;
        _connection.Check(result);
        return false;
    }

    /// <summary>Runs to the end and makes the statement ready to be bound again.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    /// <summary>False when a constraint refuses the row; nothing of the statement is then done.</summary>
    public bool TryRun()
    {
        var result = raw.sqlite3_step(_handle);
        Reset();
        if ((result & 0xFF) == raw.SQLITE_CONSTRAINT) return false;
        _connection.Check(result);
        return true;
    }

    public void Reset() => raw.sqlite3_reset(_handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_handle, column);

    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose()
    {
        Reset();
        _connection.GiveBack(this);
    }

    internal void Close() => _handle.Dispose();
}
