using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Backends;

/// <summary>Something that the SDK can talk to: started once for all contract classes that run against it.</summary>
public abstract class Backend : IAsyncLifetime
{
    private readonly string _run = Guid.NewGuid().ToString("N")[..8];
    private readonly ConcurrentDictionary<Type, Lazy<Task<Database>>> _databases = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Container>>> _containers = new(StringComparer.Ordinal);
    private CosmosClient? _client;

    public CosmosClient Client => _client ??= Connect();

    public abstract string Key { get; }

    /// <summary>What is behind the wire, where it is a LocalCosmos.</summary>
    public virtual LocalCosmosAccount Account => throw new NotSupportedException("The test lacks the capability it needs.");

    public static CosmosClientOptions NewOptions() => new()
    {
        ConnectionMode = ConnectionMode.Gateway,
        UseSystemTextJsonSerializerWithOptions = JsonSerializerOptions.Web,
    };

    /// <summary>A client of its own; the caller disposes it.</summary>
    public CosmosClient Connect(CosmosClientOptions? options = null, string? key = null)
    {
        options ??= NewOptions();
        options.ConnectionMode = ConnectionMode.Gateway;
        return Connect(key ?? Key, options);
    }

    /// <summary>Plain HTTP to the same place, for what no SDK would send.</summary>
    public abstract HttpClient OpenHttp();

    /// <summary>Makes the backend's clock pass the given time, by moving it where that is possible.</summary>
    public abstract Task PassTimeAsync(TimeSpan time);

    /// <summary>Makes requests go wrong until the result is disposed.</summary>
    public IDisposable Inject(FaultRule rule) => new Injection(Account.Faults, Account.Faults.Add(rule));

    public Task<Database> DatabaseOfAsync(Type contract) =>
        _databases.GetOrAdd(contract, type => new(() => CreateDatabaseAsync(type))).Value;

    public Task<Container> ContainerOfAsync(Type contract) =>
        OnceAsync(contract.Name, async () => await (await DatabaseOfAsync(contract)).CreateContainerAsync("shared", "/pk"));

    /// <summary>A container that several tests only read, created by the first of them.</summary>
    public Task<Container> OnceAsync(string name, Func<Task<Container>> create) =>
        _containers.GetOrAdd(name, _ => new(create)).Value;

    public abstract Task InitializeAsync();

    public async Task DisposeAsync()
    {
        if (_client is null)
            return;
        foreach (var database in _databases.Values)
            await (await database.Value).DeleteStreamAsync();
        _client.Dispose();
        await StopAsync();
    }

    protected abstract CosmosClient Connect(string key, CosmosClientOptions options);

    protected abstract Task StopAsync();

    private async Task<Database> CreateDatabaseAsync(Type contract) =>
        await Client.CreateDatabaseAsync($"{contract.Name}-{_run}");

    private sealed class Injection(Faults faults, int id) : IDisposable
    {
        public void Dispose() => faults.Remove(id);
    }
}
