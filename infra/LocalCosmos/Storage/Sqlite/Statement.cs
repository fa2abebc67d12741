using System.Text;
using SQLitePCL;

namespace Serverless.LocalCosmos.Storage.Sqlite;

/// <summary>A prepared statement: parameters count from 1, columns from 0. Spans read from it are good until the next step.</summary>
internal sealed unsafe class Statement : IDisposable
{
    private readonly Connection _connection;
    private readonly sqlite3_stmt _owner;
    private readonly nint _handle;

    internal Statement(Connection connection, string sql, sqlite3_stmt handle)
    {
        _connection = connection;
        _owner = handle;
        _handle = handle.DangerousGetHandle();
        Sql = sql;
    }

    public string Sql { get; }

    public Statement Bind(int parameter, long value)
    {
        _connection.Check(Native.BindInteger(_handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value) => value is { } number ? Bind(parameter, number) : BindNull(parameter);

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // A blob without a place is NULL to SQLite.
        if (value.IsEmpty) _connection.Check(Native.BindEmptyBlob(_handle, parameter, 0));
        else fixed (byte* bytes = value) _connection.Check(Native.BindBlob(_handle, parameter, bytes, value.Length, Native.Copied));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = size <= 512 ? stackalloc byte[512] : new byte[size];
        var written = Encoding.UTF8.GetBytes(value, buffer);
        fixed (byte* bytes = buffer) _connection.Check(Native.BindText(_handle, parameter, bytes, written, Native.Copied));
        return this;
    }

    public Statement BindNull(int parameter)
    {
        _connection.Check(Native.BindNull(_handle, parameter));
        return this;
    }

    /// <summary>True when there is a row to read.</summary>
    public bool Step()
    {
        var result = Native.Step(_handle);
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
        var result = Native.Step(_handle);
        Reset();
        if ((result & 0xFF) == raw.SQLITE_CONSTRAINT) return false;
        _connection.Check(result);
        return true;
    }

    /// <summary>What it returns is the failure of the last step, which was reported then.</summary>
    public void Reset() => _ = Native.Reset(_handle);

    public bool IsNull(int column) => Native.ColumnType(_handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => Native.ColumnInteger(_handle, column);

    public ReadOnlySpan<byte> Bytes(int column) => new(Native.ColumnBlob(_handle, column), Native.ColumnLength(_handle, column));

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose()
    {
        Reset();
        _connection.GiveBack(this);
    }

    internal void Close() => _owner.Dispose();
}
