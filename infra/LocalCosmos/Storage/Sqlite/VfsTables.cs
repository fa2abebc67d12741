using System.Runtime.InteropServices;

namespace Serverless.LocalCosmos.Storage.Sqlite;

/// <summary><c>sqlite3_vfs</c> of SQLite's C interface: how files are opened.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct VfsTable
{
    public int Version;
    public int FileSize;
    public int MaxPathLength;
    public nint Next;
    public nint Name;
    public nint Data;
    public delegate* unmanaged<nint, nint, SqliteFile*, int, int*, int> Open;
    public Functions Others;

    /// <summary>xDelete to xNextSystemCall of version 3.</summary>
    [System.Runtime.CompilerServices.InlineArray(14)]
    public struct Functions
    {
        private nint _first;
    }
}

/// <summary><c>sqlite3_io_methods</c>: what can be done with an open file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileTable
{
    public int Version;
    public delegate* unmanaged<SqliteFile*, int> Close;
    public delegate* unmanaged<SqliteFile*, byte*, int, long, int> Read;
    public delegate* unmanaged<SqliteFile*, byte*, int, long, int> Write;
    public delegate* unmanaged<SqliteFile*, long, int> Truncate;
    public delegate* unmanaged<SqliteFile*, int, int> Sync;
    public delegate* unmanaged<SqliteFile*, long*, int> Size;
    public Functions Others;

    /// <summary>xLock to xUnfetch of version 3.</summary>
    [System.Runtime.CompilerServices.InlineArray(12)]
    public struct Functions
    {
        private nint _first;
    }
}

/// <summary><c>sqlite3_file</c>: the start of an open file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteFile
{
    public FileTable* Methods;
}
