namespace Serverless.LocalCosmos.Storage;

/// <summary>The storage engine failed: the disk is full, a file is damaged, is no container file, or is newer than this program.</summary>
/// <param name="resultCode">SQLite's extended result code; 0 when the failure is not SQLite's.</param>
internal sealed class StorageException(int resultCode, string message, Exception? inner = null) : IOException(message, inner)
{
    public int ResultCode { get; } = resultCode;
}
