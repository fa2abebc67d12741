using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Backends;
using Serverless.LocalCosmos;
using Microsoft.Extensions.Logging.Abstractions;

namespace Serverless.Contracts.KeyStore;

/// <summary>An account with the container of keys, a folder of tenants' keys, and processes that use both.</summary>
public sealed class KeyWorld : IAsyncDisposable
{
    public const string Tenant = "acme";

    private readonly TemporaryDirectory _directory = new();
    private readonly LocalCosmosHandler _handler;
    private readonly List<KeyProcess> _processes = [];

    private KeyWorld()
    {
        Account = LocalCosmosAccount.Open(new() { DataDirectory = Path.Combine(_directory.Path, "data"), Time = Time });
        _handler = new(Account);
    }

    public MovableClock Time { get; } = new();

    public LocalCosmosAccount Account { get; }

    public string KeyFolder => Path.Combine(_directory.Path, "keys");

    /// <summary>Of documents, not of tenants' keys.</summary>
    public string DataFolder => Path.Combine(_directory.Path, "data");

    public static async Task<KeyWorld> StartAsync()
    {
        var world = new KeyWorld();
        var containers = new Cloud.Cosmos.Containers(
            world.Process().Database, [], [PlatformContainers.Keys], world.Time, NullLogger<Cloud.Cosmos.Containers>.Instance);
        await containers.EnsureAsync(CancellationToken.None);
        world.Account.Requests.Reset();
        return world;
    }

    /// <summary>What one process of the app has of its own: a client, and keys in memory.</summary>
    public KeyProcess Process(IKeyWrapping? wrapping = null, KeyOptions? options = null)
    {
        var client = new CosmosClient(_handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(_handler, disposeHandler: false),
        });
        var process = new KeyProcess(client, wrapping ?? new FileKeyWrapping(KeyFolder, Time), Time, options ?? new());
        _processes.Add(process);
        return process;
    }

    public string NewSubject() => Guid.NewGuid().ToString();

    /// <summary>The requests to items since the last time, by kind: what else the SDK asks, it asks once.</summary>
    public IReadOnlyDictionary<RequestKind, long> TakeItemRequests()
    {
        var counts = Account.Requests.Snapshot()
            .Where(kind => kind.Key is RequestKind.CreateItem or RequestKind.ReadItem or RequestKind.ReplaceItem or RequestKind.QueryItems or RequestKind.UpsertItem or RequestKind.Batch)
            .ToDictionary();
        Account.Requests.Reset();
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        await Account.DisposeAsync();
        _handler.Dispose();
        _directory.Dispose();
    }
}

public sealed class KeyProcess : IDisposable
{
    private readonly CosmosClient _client;

    public KeyProcess(CosmosClient client, IKeyWrapping wrapping, TimeProvider time, KeyOptions options)
    {
        _client = client;
        Database = client.GetDatabase(CosmosConnection.Database);
        Tenants = new(wrapping, Database, time, options);
        Subjects = new(Tenants, Database, time, options);
    }

    public Database Database { get; }

    public TenantKeys Tenants { get; }

    public SubjectKeys Subjects { get; }

    public void Dispose()
    {
        Subjects.Dispose();
        Tenants.Dispose();
        _client.Dispose();
    }
}
