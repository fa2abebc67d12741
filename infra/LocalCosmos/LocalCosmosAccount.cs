using Microsoft.Extensions.Logging;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Engine.Queries;
using Serverless.LocalCosmos.Protocol;
using Serverless.LocalCosmos.Protocol.Authorization;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos;

/// <summary>
/// An account and its data, to be served in process by a <see cref="LocalCosmosHandler"/>, over HTTP by a
/// <see cref="LocalCosmosServer"/>, or both.
/// </summary>
public sealed class LocalCosmosAccount : IAsyncDisposable
{
    private readonly Engines _engines;

    private LocalCosmosAccount(LocalCosmosOptions options, AccountKey key, ResourceCatalog catalog)
    {
        _engines = new Engines(
            catalog,
            new ItemEngine(options.Time),
            new QueryEngine(options.Time),
            new Faults(options.FaultSeed),
            new RequestCounts(),
            options.Time,
            options.Exit);
        Key = options.Key;
        Gateway = new Gateway(
            _engines, new Authenticator(key, TimeProvider.System), options.Logging.CreateLogger("LocalCosmos"));
    }

    public string Key { get; }

    public Faults Faults => _engines.Faults;

    public RequestCounts Requests => _engines.Counts;

    internal Gateway Gateway { get; }

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The data directory cannot be used, or another process uses it.</exception>
    public static LocalCosmosAccount Open(LocalCosmosOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!AccountKey.TryParse(options.Key, out var key)) throw new ArgumentException("The account key must be base64 of at least 16 bytes.");
        if (options.Partitions is < 1 or > LocalCosmosOptions.MaximumPartitions)
            throw new ArgumentException($"A container has 1 to {LocalCosmosOptions.MaximumPartitions} partitions.");
        var storage = StorageOptions.Default with { SyncEveryCommit = options.SyncEveryCommit };
        var catalogOptions = new CatalogOptions(options.DataDirectory, options.Partitions, options.Time, storage);
        try
        {
            return new LocalCosmosAccount(options, key, ResourceCatalog.Open(catalogOptions, ItemEngine.ConfigureAsync));
        }
        catch (StorageException damaged)
        {
            throw new IOException(damaged.Message, damaged);
        }
    }

    /// <summary>What a client is given to reach the account at an address.</summary>
    public string ConnectionString(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return $"AccountEndpoint={endpoint};AccountKey={Key};";
    }

    /// <summary>Divides a partition range in its middle, as the service does when it grows.</summary>
    /// <exception cref="ArgumentException">There is no such container or range.</exception>
    public Task SplitAsync(string database, string container, string range, CancellationToken cancellationToken = default) =>
        RearrangeAsync(database, container, found => _engines.Catalog.SplitAsync(found, range, at: null, cancellationToken));

    /// <summary>Joins two neighbouring partition ranges.</summary>
    /// <exception cref="ArgumentException">There is no such container or range, or they are not neighbours.</exception>
    public Task MergeAsync(string database, string container, string first, string second, CancellationToken cancellationToken = default) =>
        RearrangeAsync(database, container, found => _engines.Catalog.MergeAsync(found, first, second, cancellationToken));

    public ValueTask DisposeAsync() => _engines.Catalog.DisposeAsync();

    private async Task RearrangeAsync(string database, string container, Func<ContainerResource, ValueTask<PartitionMap>> rearrange)
    {
        if (!_engines.Catalog.TryFindContainer(database, container, out var found))
            throw new ArgumentException($"There is no container '{container}' in the database '{database}'.", nameof(container));
        try
        {
            await rearrange(found);
        }
        catch (RequestException refused)
        {
            throw new ArgumentException(refused.Message, refused);
        }
    }
}
