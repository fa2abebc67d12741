using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// The beginning of a file as memory: what is copied there survives the process as what is written does, without a call to
/// the system. Its blocks are on the disk already, so that no full disk can refuse what is copied.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedFile(MemoryMappedFile file, long length)
    {
        _file = file;
        _view = file.CreateViewAccessor(0, length);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        Length = length;
    }

    public long Length { get; }

    /// <param name="length">Not more than has been written to the file.</param>
    /// <returns>Null where the system has no memory for it, or the file system does not know how.</returns>
    public static MappedFile? TryOpen(SafeFileHandle file, long length)
    {
        MemoryMappedFile? mapped = null;
        try
        {
            mapped = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            return new MappedFile(mapped, length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            mapped?.Dispose();
            return null;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => bytes.CopyTo(new Span<byte>(_start + offset, checked((int)(Length - offset))));

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
