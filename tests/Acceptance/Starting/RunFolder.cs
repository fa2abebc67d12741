namespace Serverless.Acceptance.Starting;

/// <summary>
/// A folder of its own for runs, with what the repository's root gives the app. Settings that a developer keeps in the
/// repository are left out: they may name a real account.
/// </summary>
public sealed class RunFolder : IDisposable
{
    private static readonly string[] OfTheApp = ["host.json", "servicebus.json"];

    private static readonly string Installed = Repository.In(".local", "azurite");

    public RunFolder()
    {
        foreach (var file in OfTheApp.Where(file => File.Exists(Repository.In(file))))
            File.Copy(Repository.In(file), In(file));
        Directory.CreateDirectory(Data);
        if (HasAzurite)
            Directory.CreateSymbolicLink(In(".local", "azurite"), Installed);
    }

    /// <summary>Where npm could not install it, the rest is tested without.</summary>
    public static bool HasAzurite => File.Exists(System.IO.Path.Combine(Installed, "package-lock.json"));

    public string Path { get; } = Directory.CreateTempSubdirectory("run-").FullName;

    public string Data => In(".local");

    public string In(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    public void Write(string file, string text) => File.WriteAllText(In(file), text);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
