using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Serverless.LocalCosmos.Storage.Sqlite;

/// <summary>
/// The system's own way to files, but for the write-ahead log. SQLite writes each page of a commit to the log by itself,
/// its header apart, with a seek before each, and these calls cost more than all the rest of a small write. Here they are
/// collected and written together, at the latest with the page that ends a commit, which is before SQLite lets anybody see
/// it: a commit is as durable as without, and a full disk is still reported in time.
/// </summary>
internal static unsafe class BufferedLogVfs
{
    public const string Name = "localcosmos";

    private const int BufferSize = 64 * 1024;
    private const int FrameHeaderSize = 24;
    private const int Ok = 0;

    private static VfsTable* _system;
    private static FileTable* _systemLog;
    private static FileTable* _bufferedLog;

    /// <summary>Called once, when SQLite has been loaded.</summary>
    public static void Register()
    {
        _system = Find(null);
        var own = (VfsTable*)NativeMemory.AllocZeroed((nuint)sizeof(VfsTable));
        *own = *_system;
        own->Name = Marshal.StringToCoTaskMemUTF8(Name);
        own->FileSize = _system->FileSize + sizeof(LogBuffer);
        own->Open = &Open;
        if (Register(own, makeDefault: 0) != Ok) throw new StorageException(0, "SQLite refuses the file system.");
    }

    [UnmanagedCallersOnly]
    private static int Open(nint vfs, nint name, SqliteFile* file, int flags, int* flagsOut)
    {
        var result = _system->Open(vfs, name, file, flags, flagsOut);
        if (result != Ok || (flags & raw.SQLITE_OPEN_WAL) == 0) return result;
        *BufferOf(file) = default;
        file->Methods = Buffered(file->Methods);
        return Ok;
    }

    /// <summary>All log files of a process have the same methods: these then, but for those that must know of the buffer.</summary>
    private static FileTable* Buffered(FileTable* methods)
    {
        if (_bufferedLog is not null) return _bufferedLog;
        var own = (FileTable*)NativeMemory.AllocZeroed((nuint)sizeof(FileTable));
        *own = *methods;
        own->Close = &Close;
        own->Read = &Read;
        own->Write = &Write;
        own->Truncate = &Truncate;
        own->Sync = &Sync;
        own->Size = &Size;
        _systemLog = methods;
        _bufferedLog = own;
        return own;
    }

    [UnmanagedCallersOnly]
    private static int Write(SqliteFile* file, byte* data, int size, long offset)
    {
        var buffer = BufferOf(file);
        if (buffer->Bytes is null) buffer->Bytes = (byte*)NativeMemory.Alloc(BufferSize);

        // What is written right after it was read is a header being corrected, perhaps that of a commit.
        var isCorrection = buffer->WasRead;
        buffer->WasRead = false;
        if (isCorrection || offset != buffer->Offset + buffer->Length || buffer->Length + size > BufferSize)
        {
            var result = Flush(file);
            if (result != Ok) return result;
            if (isCorrection || size > BufferSize) return _systemLog->Write(file, data, size, offset);
            buffer->Offset = offset;
        }

        new ReadOnlySpan<byte>(data, size).CopyTo(new Span<byte>(buffer->Bytes + buffer->Length, size));
        buffer->Length += size;
        if (size != FrameHeaderSize) return buffer->EndsCommit ? Flush(file) : Ok;
        buffer->EndsCommit = Unsafe.ReadUnaligned<uint>(data + sizeof(uint)) != 0;
        return Ok;
    }

    [UnmanagedCallersOnly]
    private static int Read(SqliteFile* file, byte* data, int size, long offset)
    {
        var result = Flush(file);
        BufferOf(file)->WasRead = true;
        return result == Ok ? _systemLog->Read(file, data, size, offset) : result;
    }

    [UnmanagedCallersOnly]
    private static int Truncate(SqliteFile* file, long size)
    {
        var result = Flush(file);
        return result == Ok ? _systemLog->Truncate(file, size) : result;
    }

    [UnmanagedCallersOnly]
    private static int Sync(SqliteFile* file, int flags)
    {
        var result = Flush(file);
        return result == Ok ? _systemLog->Sync(file, flags) : result;
    }

    [UnmanagedCallersOnly]
    private static int Size(SqliteFile* file, long* size)
    {
        var result = Flush(file);
        return result == Ok ? _systemLog->Size(file, size) : result;
    }

    [UnmanagedCallersOnly]
    private static int Close(SqliteFile* file)
    {
        var flushed = Flush(file);
        NativeMemory.Free(BufferOf(file)->Bytes);
        var closed = _systemLog->Close(file);
        return flushed == Ok ? closed : flushed;
    }

    private static int Flush(SqliteFile* file)
    {
        var buffer = BufferOf(file);
        var length = buffer->Length;
        if (length == 0) return Ok;
        buffer->Length = 0;
        return _systemLog->Write(file, buffer->Bytes, length, buffer->Offset);
    }

    private static LogBuffer* BufferOf(SqliteFile* file) => (LogBuffer*)((byte*)file + _system->FileSize);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find", ExactSpelling = true)]
    private static extern VfsTable* Find(byte* name);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register", ExactSpelling = true)]
    private static extern int Register(VfsTable* vfs, int makeDefault);

    /// <summary>Stands behind SQLite's own data of an open log file.</summary>
    private struct LogBuffer
    {
        public byte* Bytes;

        /// <summary>Where in the file the buffer begins.</summary>
        public long Offset;

        public int Length;

        /// <summary>The page whose header was written last is the last of a commit.</summary>
        public bool EndsCommit;

        /// <summary>The last call was a read.</summary>
        public bool WasRead;
    }
}
