using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Operations;

/// <summary>Two processes of the app on one store, which know of a switch after a short while.</summary>
[CollectionDefinition(nameof(FeatureSites))]
public sealed class FeatureSites : IAsyncLifetime, ICollectionFixture<FeatureSites>
{
    public const string Feature = "operations/features/online-address";

    private static readonly Dictionary<string, string?> Quick = new(StringComparer.Ordinal) { ["Features__CacheLifetime"] = "00:00:00.200" };

    private LocalCosmosServer? _cosmos;
    private Site? _one;
    private Site? _other;
    private int _tenants;

    /// <summary>A tenant in which nothing has happened, by way of each of the processes.</summary>
    internal (Site One, Site Other) NewTenant()
    {
        var tenant = $"tenant-{Interlocked.Increment(ref _tenants)}";
        return (_one!.Of(tenant), _other!.Of(tenant));
    }

    internal static async Task SwitchAsync(Site site, bool enabled) =>
        (await (await site.ClientAsync("operator")).PutAsync(Feature, Switch(enabled, site.Tenant))).Is(200);

    internal static JsonObject Switch(bool enabled, string? tenant)
    {
        var body = new JsonObject { ["enabled"] = enabled, ["reason"] = "It is time" };
        if (tenant is not null) body["tenantId"] = tenant;
        return body;
    }

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        // One after the other, so that the containers are made once.
        _one = await Site.OpenAsync(_cosmos.ConnectionString, Quick);
        _other = await Site.OpenAsync(_cosmos.ConnectionString, Quick);
    }

    public async Task DisposeAsync()
    {
        if (_other is not null) await _other.DisposeAsync();
        if (_one is not null) await _one.DisposeAsync();
        if (_cosmos is not null) await _cosmos.DisposeAsync();
    }
}
