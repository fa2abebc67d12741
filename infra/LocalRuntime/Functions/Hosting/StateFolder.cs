using System.Text.Json;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>What the host keeps between runs, in <c>functions/</c> of its folder: small JSON files, each replaced as a whole.</summary>
internal sealed class StateFolder(string folder)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = Path.Combine(folder, "functions");

    /// <summary>A place for an engine's own files, beside that folder.</summary>
    public string Beside(params ReadOnlySpan<string> names) => Path.Combine([folder, .. names]);

    public T? Read<T>(string name)
        where T : class
    {
        var path = Path.Combine(_path, name);
        return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Format) : null;
    }

    /// <summary>Makes the caller the only owner of a name among all processes, until the result is disposed or the process ends.</summary>
    /// <returns>Null when another owns it.</returns>
    public IDisposable? TryOwn(string name)
    {
        var path = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // Sharing violations have no exception type of their own.
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Durable when it returns: a kill leaves the old content or the new.</summary>
    public void Write<T>(string name, T content)
    {
        var path = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        // Keys are among the content: the owner's eyes only.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(path + ".new", options))
        {
            JsonSerializer.Serialize(file, content, Format);
            file.Flush(flushToDisk: true);
        }
        File.Move(path + ".new", path, overwrite: true);
    }
}
