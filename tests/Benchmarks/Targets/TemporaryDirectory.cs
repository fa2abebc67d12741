namespace Serverless.Benchmarks.Targets;

/// <summary>A server's data directory, removed with it.</summary>
internal sealed class TemporaryDirectory : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("localcosmos-benchmark-").FullName;

    /// <summary>Size of everything in it, in MB.</summary>
    public double Megabytes() =>
        new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1048576.0;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
