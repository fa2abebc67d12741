using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// The changes since the last commit of a container file. A write is acknowledged when its group stands here, which takes
/// one call to the system; the file's pages then change in memory, and hundreds of groups share one commit. Whoever opens
/// the container after the process was killed repeats what the file lacks.
/// </summary>
/// <remarks>
/// The file is a sequence of groups, each with a checksum and the clock before and after it. A commit makes the log start
/// over at the beginning of the file: what an earlier round has left behind the last group does not follow it by its clock.
/// </remarks>
internal sealed class RedoLog : IDisposable
{
    public const string Suffix = "-redo";

    private const uint Magic = 0x6F64_5243;
    private const int HeaderSize = 44;
    private const int ChecksumOffset = 8;
    private const int ClockOffset = 12;
    private const int MappedFrom = 1 << 20;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly MemoryStream _group = new();
    private readonly BinaryWriter _writer;
    private MappedFile? _mapped;

    private RedoLog(string path, SafeFileHandle file)
    {
        _path = path;
        _file = file;
        _writer = new BinaryWriter(_group, Encoding.UTF8);
        Rewind(HeaderSize);
    }

    /// <summary>Bytes appended since the log last started over.</summary>
    public long Length { get; private set; }

    /// <summary>Where the next change of the group that is being collected begins; see <see cref="Rewind"/>.</summary>
    public int Mark => (int)_group.Length;

    private bool HasChanges => _group.Length > HeaderSize;

    /// <exception cref="StorageException">The file cannot be opened.</exception>
    public static RedoLog Open(string path) => Guarded(
        path, () => new RedoLog(path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read)));

    public void Insert(StoredItem item) => Write(RedoKind.Insert, item);

    public void Replace(StoredItem item) => Write(RedoKind.Replace, item);

    public void Delete(long number, in Deletion deletion)
    {
        _writer.Write((byte)RedoKind.Delete);
        _writer.Write(number);
        _writer.Write(deletion.Lsn);
        _writer.Write(deletion.Ordinal);
        _writer.Write(deletion.Timestamp);
        _writer.Write(deletion.Expired);
    }

    /// <summary>Forgets the collected changes from a <see cref="Mark"/> on.</summary>
    public void Rewind(int mark)
    {
        _group.SetLength(mark);
        _group.Position = mark;
    }

    /// <summary>Forgets all collected changes.</summary>
    public void Discard() => Rewind(HeaderSize);

    /// <summary>Makes the collected changes survive the process.</summary>
    /// <exception cref="StorageException">The disk is full or fails; nothing is appended.</exception>
    public void Append(in Clock before, in Clock after)
    {
        if (!HasChanges) return;
        var group = _group.GetBuffer().AsMemory(0, (int)_group.Length);
        WriteHeader(group.Span, before, after);
        if (Length + group.Length <= _mapped?.Length) _mapped.Write(group.Span, Length);
        else Write(group);
        Length += group.Length;
        Discard();
    }

    /// <summary>The commit that holds everything here has happened.</summary>
    public void StartOver()
    {
        // A log that has once been long belongs to a container that is written to much, and has its blocks on the disk now.
        if (_mapped is null && Length >= MappedFrom) _mapped = MappedFile.TryOpen(_file, Length);
        Length = 0;
    }

    /// <summary>Every change since the last commit: those appended, then those collected.</summary>
    public IReadOnlyList<RedoChange> Pending()
    {
        var changes = new List<RedoChange>();
        foreach (var group in Groups(ReadFile(Length))) Parse(group.Changes, changes);
        Parse(_group.ToArray().AsMemory(HeaderSize), changes);
        return changes;
    }

    /// <summary>What a process that was killed has left: the groups that a file with this clock lacks, in their order.</summary>
    public IEnumerable<(Clock Clock, IReadOnlyList<RedoChange> Changes)> Missing(Clock committed)
    {
        var lsn = committed.Lsn;
        foreach (var group in Groups(ReadFile(Guarded(_path, () => RandomAccess.GetLength(_file)))))
        {
            if (group.After.Lsn <= lsn) continue;
            // A gap: after a loss of power the file can be older than its log. What follows cannot be repeated upon it.
            if (group.Before.Lsn != lsn) yield break;
            var changes = new List<RedoChange>();
            Parse(group.Changes, changes);
            yield return (group.After with { PurgedLsn = committed.PurgedLsn }, changes);
            lsn = group.After.Lsn;
        }
    }

    public void Dispose()
    {
        _mapped?.Dispose();
        _file.Dispose();
    }

    /// <summary>Closes and removes the log of a container whose file is complete.</summary>
    public void Delete()
    {
        Dispose();
        File.Delete(_path);
    }

    private void Write(ReadOnlyMemory<byte> group) => Guarded(_path, () =>
    {
        RandomAccess.Write(_file, group.Span, Length);
        return true;
    });

    private void Write(RedoKind kind, StoredItem item)
    {
        _writer.Write((byte)kind);
        _writer.Write(item.Number);
        _writer.Write7BitEncodedInt(item.Epk.Length);
        _writer.Write(item.Epk);
        _writer.Write(item.Id);
        _writer.Write(item.Lsn);
        _writer.Write(item.Ordinal);
        _writer.Write(item.PreviousLsn);
        _writer.Write(item.Timestamp);
        _writer.Write(item.ExpiresAt ?? long.MaxValue);
        _writer.Write7BitEncodedInt(item.Body.Length);
        _writer.Write(item.Body);
    }

    private static void Parse(ReadOnlyMemory<byte> changes, List<RedoChange> into)
    {
        using var stream = new MemoryStream(changes.ToArray(), writable: false);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        while (stream.Position < stream.Length)
        {
            var kind = (RedoKind)reader.ReadByte();
            var number = reader.ReadInt64();
            into.Add(kind == RedoKind.Delete
                ? new(kind, number, null, new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadBoolean()))
                : new(kind, number, ReadItem(reader, number), default));
        }
    }

    private static StoredItem ReadItem(BinaryReader reader, long number) => new(
        number,
        reader.ReadBytes(reader.Read7BitEncodedInt()),
        reader.ReadString(),
        reader.ReadInt64(),
        reader.ReadInt32(),
        reader.ReadInt64(),
        reader.ReadInt64(),
        reader.ReadInt64() is var expiry && expiry == long.MaxValue ? null : expiry,
        reader.ReadBytes(reader.Read7BitEncodedInt()));

    private static void WriteHeader(Span<byte> group, in Clock before, in Clock after)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(group, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(group[4..], group.Length);
        BinaryPrimitives.WriteInt64LittleEndian(group[12..], before.Lsn);
        BinaryPrimitives.WriteInt64LittleEndian(group[20..], after.Lsn);
        BinaryPrimitives.WriteInt64LittleEndian(group[28..], after.Number);
        BinaryPrimitives.WriteInt64LittleEndian(group[36..], after.Timestamp);
        BinaryPrimitives.WriteUInt32LittleEndian(group[ChecksumOffset..], Checksum(group));
    }

    /// <summary>The whole groups from the start of the file, up to the first that is torn or does not follow the one before.</summary>
    private static IEnumerable<Group> Groups(ReadOnlyMemory<byte> file)
    {
        for (long? lsn = null; file.Length >= HeaderSize;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(file.Span[4..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(file.Span) != Magic || size < HeaderSize || size > file.Length) yield break;
            var bytes = file[..size];
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[ChecksumOffset..]) != Checksum(bytes.Span)) yield break;
            var group = new Group(
                new(BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[12..]), 0, 0, 0),
                new(
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[20..]),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[28..]),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[36..]),
                    0),
                bytes[HeaderSize..]);
            if (lsn is { } last && group.Before.Lsn != last) yield break;
            yield return group;
            lsn = group.After.Lsn;
            file = file[size..];
        }
    }

    /// <summary>CRC-32C of all but the place where the checksum itself stands.</summary>
    private static uint Checksum(ReadOnlySpan<byte> group) => Crc(Crc(uint.MaxValue, group[..ChecksumOffset]), group[ClockOffset..]);

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, rest);
        return crc;
    }

    private byte[] ReadFile(long length)
    {
        var bytes = new byte[length];
        var read = 0;
        while (read < bytes.Length && Guarded(_path, () => RandomAccess.Read(_file, bytes.AsSpan(read), read)) is > 0 and var more) read += more;
        return bytes;
    }

    private static T Guarded<T>(string path, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(0, $"The redo log cannot be used: {failure.Message} ({path}).", failure);
        }
    }

    private sealed record Group(Clock Before, Clock After, ReadOnlyMemory<byte> Changes);
}

/// <summary>The numbers are stored.</summary>
internal enum RedoKind
{
    Insert = 1,
    Replace = 2,
    Delete = 3,
}

/// <param name="Item">The item as it is after the change; null for a delete.</param>
internal readonly record struct RedoChange(RedoKind Kind, long Number, StoredItem? Item, Deletion Deletion);
