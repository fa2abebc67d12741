using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Features;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Backends;
using Serverless.Contracts.KeyStore;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Features;

/// <summary>Records with features, as the app puts them together, on a store that can be told to fail; other processes know the store and not each other.</summary>
public sealed class FeatureApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _keys = new();
    private LocalCosmosAccount? _account;
    private ServiceProvider? _services;
    private int _tenants;

    public MovableClock Time { get; } = new();

    public LocalCosmosAccount Account => _account!;

    public IServiceProvider Services => _services!;

    public FeatureOptions Options { get; } = new();

    /// <summary>Of the process that answers requests.</summary>
    public FeatureSwitches Switches => Services.GetRequiredService<FeatureSwitches>();

    public static FeatureChange Change(string? tenantId, bool? enabled) => new(tenantId, enabled, DateTimeOffset.UnixEpoch, "operator-1", "It is time");

    public FeatureSwitches Process() => new(Services.GetRequiredService<Database>(), Time, Options);

    /// <summary>Staff of a tenant in which nothing has happened.</summary>
    public Caller NewStaff() => new($"tenant-{Interlocked.Increment(ref _tenants)}", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    public async Task SwitchAsync(Caller caller, string feature, bool enabled)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Assert.True((await Switches.ChangeAsync(feature, Change(caller.TenantId, enabled), CancellationToken.None)).IsSuccess);
    }

    public long Reads => Account.Requests.Snapshot().GetValueOrDefault(RequestKind.ReadItem);

    public async Task InitializeAsync()
    {
        _account = LocalCosmosAccount.Open(new());
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", _keys.Path)]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Operations)
            .AddKeys(settings)
            .AddRecords(settings)
            .AddDomain(Room.Declaration)
            .BuildServiceProvider();
        await Services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account!.DisposeAsync();
        _keys.Dispose();
    }
}
