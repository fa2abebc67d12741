namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>Where everything durable is. One process at a time uses it.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string ContainerFolder = "containers";
    private const string Extension = ".db";

    /// <summary>What SQLite keeps beside a file.</summary>
    private static readonly string[] s_companions = ["", "-wal", "-shm", "-journal", "-redo"];

    private readonly string _path;
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        _path = path;
        _lock = held;
    }

    public string CatalogPath => Path.Combine(_path, "catalog" + Extension);

    /// <exception cref="IOException">It cannot be made or used, or another process uses it.</exception>
    public static DataDirectory Open(string path)
    {
        try
        {
            path = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.Combine(path, ContainerFolder));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"The data directory '{path}' cannot be used: {refused.Message}", refused);
        }

        return new DataDirectory(path, Lock(path));
    }

    /// <summary>By the bytes of the rid in hexadecimal: base64 would need a file system that tells cases apart.</summary>
    public string PathOf(byte[] rid) => Path.Combine(_path, ContainerFolder, Convert.ToHexString(rid) + Extension);

    public void Delete(byte[] rid)
    {
        foreach (var companion in s_companions) File.Delete(PathOf(rid) + companion);
    }

    /// <summary>Deletes what a crash left of containers that the catalog had already forgotten.</summary>
    public void DeleteAllBut(IEnumerable<byte[]> rids)
    {
        var known = rids.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_path, ContainerFolder), $"*{Extension}*"))
        {
            var name = Path.GetFileName(file);
            if (!known.Contains(name[..name.IndexOf('.', StringComparison.Ordinal)])) File.Delete(file);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"The data directory '{path}' cannot be written: {refused.Message}", refused);
        }
        catch (IOException taken)
        {
            throw new IOException($"The data directory '{path}' is in use by another process.", taken);
        }
    }
}
