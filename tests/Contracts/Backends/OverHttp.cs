using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Backends;

/// <summary>A LocalCosmos as other processes see it: on disk, behind a socket.</summary>
[Offers(Capability.Local | Capability.Network)]
[CollectionDefinition(nameof(OverHttp))]
public sealed class OverHttp : Local, ICollectionFixture<OverHttp>
{
    private readonly TemporaryDirectory _directory;
    private LocalCosmosServer? _server;

    public OverHttp()
        : this(new TemporaryDirectory())
    {
    }

    private OverHttp(TemporaryDirectory directory)
        : base(partitions: 1, directory.Path) => _directory = directory;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _server = await LocalCosmosServer.StartAsync(Account);
    }

    public override HttpClient OpenHttp() => new() { BaseAddress = _server!.Endpoint };

    protected override CosmosClient Connect(string key, CosmosClientOptions options) =>
        new(_server!.Endpoint.ToString(), key, options);

    protected override async Task StopAsync()
    {
        await _server!.DisposeAsync();
        await base.StopAsync();
        _directory.Dispose();
    }
}
