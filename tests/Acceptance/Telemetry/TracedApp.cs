using Serverless.Acceptance.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Telemetry;

/// <summary>The app, all that it says, and all that it exports.</summary>
public sealed class TracedApp : IAsyncLifetime
{
    private readonly string _folder = AppProcess.MakeFolder();
    private LocalCosmosServer? _cosmos;
    private Collector? _collector;
    private AppProcess? _app;

    internal Collector Collector => _collector!;

    public AppProcess App => _app!;

    public LocalCosmosServer Cosmos => _cosmos!;

    public string Keys => Path.Combine(_folder, ".local", "keys");

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        _collector = await Collector.StartAsync();
        var host = Path.Combine(_folder, "host.json");
        await File.WriteAllTextAsync(host, (await File.ReadAllTextAsync(host)).Replace("\"Information\"", "\"Debug\"", StringComparison.Ordinal));
        _app = await AppProcess.StartAsync(_folder, _cosmos.ConnectionString, _collector.Settings);
    }

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _collector!.DisposeAsync();
        await _cosmos!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
