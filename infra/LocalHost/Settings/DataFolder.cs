using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Settings;

/// <summary>Everything that runs keep, in one folder, which one run at a time has.</summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>The folder of those who name none, below the app's own.</summary>
    public const string Usual = ".local";

    private const string LockFile = "run.lock";
    private const string OwnerFile = "run.pid";

    /// <summary>All that belongs to runs, the app's host included. Whatever else lies in the folder is not theirs to delete.</summary>
    private static readonly string[] Kept = ["cosmos", "blobs", "keys", "auth", "logs", "functions", "durabletask", "servicebus"];

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    public string Cosmos => In("cosmos");

    public string Blobs => In("blobs");

    public string Keys => In("keys");

    public string TokenKey => System.IO.Path.Combine(In("auth"), "signing.key");

    public string Logs => In("logs");

    /// <param name="root">The app's own folder.</param>
    /// <exception cref="Refusal">Another run has it, it is somebody else's, or it cannot be used.</exception>
    public static DataFolder Hold(string path, string root)
    {
        var mark = System.IO.Path.Combine(path, LockFile);
        try
        {
            Directory.CreateDirectory(path);
            // Starting over deletes folders by their names, and must never find those of a project or of somebody's home.
            if (path != System.IO.Path.Combine(root, Usual) && !File.Exists(mark) && Directory.EnumerateFileSystemEntries(path).Any())
                throw new Refusal($"{path} holds files of something else: choose an empty folder with --data DIR.");
            var held = new FileStream(mark, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(System.IO.Path.Combine(path, OwnerFile), $"{Environment.ProcessId}");
            return new(path, held);
        }
        // A lock that is held has no exception type of its own.
        catch (IOException) when (File.Exists(mark))
        {
            throw new Refusal($"The data in {path} is in use by another run{OwnerOf(path)}: stop that one, or choose another folder with --data DIR.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"The data cannot be kept in {path} ({e.Message}): choose another folder with --data DIR.", e);
        }
    }

    /// <summary>Forgets what earlier runs have kept.</summary>
    /// <exception cref="Refusal">Something cannot be deleted.</exception>
    public void Clear()
    {
        try
        {
            foreach (var folder in Kept.Select(In).Where(Directory.Exists))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"--fresh could not delete everything in {Path}: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        File.Delete(System.IO.Path.Combine(Path, OwnerFile));
        _lock.Dispose();
    }

    private static string OwnerOf(string path)
    {
        var owner = System.IO.Path.Combine(path, OwnerFile);
        return File.Exists(owner) ? $" (process {File.ReadAllText(owner)})" : "";
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
