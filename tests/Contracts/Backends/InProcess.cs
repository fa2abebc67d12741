using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Backends;

/// <summary>A LocalCosmos with no socket between it and the SDK.</summary>
public abstract class InProcess(int partitions) : Local(partitions, directory: null)
{
    private LocalCosmosHandler? _handler;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _handler = new LocalCosmosHandler(Account);
    }

    public override HttpClient OpenHttp() => new(_handler!, disposeHandler: false) { BaseAddress = LocalCosmosHandler.Endpoint };

    protected override CosmosClient Connect(string key, CosmosClientOptions options)
    {
        options.HttpClientFactory = () => new HttpClient(_handler!, disposeHandler: false);
        return new(LocalCosmosHandler.Endpoint.ToString(), key, options);
    }
}

[Offers(Capability.Local)]
[CollectionDefinition(nameof(OneRange))]
public sealed class OneRange() : InProcess(partitions: 1), ICollectionFixture<OneRange>;

[Offers(Capability.Local)]
[CollectionDefinition(nameof(FourRanges))]
public sealed class FourRanges() : InProcess(partitions: 4), ICollectionFixture<FourRanges>;
