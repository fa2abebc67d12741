namespace Serverless.Acceptance.Starting;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("acceptance-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
