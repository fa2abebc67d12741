using Serverless.Acceptance.Writing;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Running;

/// <summary>
/// One app for all classes that leave each other alone, because starting one takes seconds: each test has a tenant of its own, and none
/// ends the process, disturbs the store or makes a read model anew that another looks at.
/// </summary>
[CollectionDefinition(nameof(SharedSite))]
public sealed class SharedSite : IAsyncLifetime, ICollectionFixture<SharedSite>
{
    private LocalCosmosServer? _cosmos;
    private Site? _site;
    private int _tenants;

    internal string Store => _cosmos!.ConnectionString;

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        _site = await Site.OpenAsync(_cosmos.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _site!.DisposeAsync();
        await _cosmos!.DisposeAsync();
    }

    /// <summary>A tenant in which nothing has happened.</summary>
    internal Site NewTenant() => _site!.Of($"tenant-{Interlocked.Increment(ref _tenants)}");
}
