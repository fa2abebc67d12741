using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>
/// The databases and containers of the account. Reading takes no lock; changes come one after the other, and each is in
/// the file before it is seen.
/// </summary>
internal sealed partial class ResourceCatalog : IAsyncDisposable
{
    private readonly CatalogOptions _options;
    private readonly Configure _configure;
    private readonly DataDirectory? _directory;
    private readonly CatalogFile _file;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly ConcurrentDictionary<string, DatabaseResource> _databases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DatabaseResource> _databasesByRid = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ContainerResource> _containersByRid = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Offer> _offers = new(StringComparer.Ordinal);

    private ResourceCatalog(CatalogOptions options, Configure configure, DataDirectory? directory, CatalogFile file)
    {
        _options = options;
        _configure = configure;
        _directory = directory;
        _file = file;
    }

    /// <exception cref="IOException">The data directory cannot be used.</exception>
    public static ResourceCatalog Open(CatalogOptions options, Configure configure)
    {
        var directory = options.Directory is null ? null : DataDirectory.Open(options.Directory);
        CatalogFile? file = null;
        try
        {
            file = CatalogFile.Open(directory?.CatalogPath);
            var catalog = new ResourceCatalog(options, configure, directory, file);
            catalog.Load();
            directory?.DeleteAllBut(catalog.Containers.Select(c => c.Definition.RidBytes));
            return catalog;
        }
        catch
        {
            file?.Dispose();
            directory?.Dispose();
            throw;
        }
    }

    public IEnumerable<DatabaseResource> Databases => _databases.Values.OrderBy(d => d.Id, StringComparer.Ordinal);

    public IEnumerable<ContainerResource> Containers => _containersByRid.Values;

    /// <summary>By name, else by rid.</summary>
    public bool TryFindDatabase(string segment, [NotNullWhen(true)] out DatabaseResource? database) =>
        _databases.TryGetValue(segment, out database) || _databasesByRid.TryGetValue(segment, out database);

    /// <summary>Each segment by name, else by rid.</summary>
    public bool TryFindContainer(string database, string container, [NotNullWhen(true)] out ContainerResource? found)
    {
        found = null;
        if (!TryFindDatabase(database, out var owner)) return false;
        if (owner.Containers.TryGetValue(container, out found)) return true;
        return _containersByRid.TryGetValue(container, out found) && found.Definition.DatabaseRid == owner.Rid;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var container in _containersByRid.Values) await container.DisposeAsync();
        _file.Dispose();
        _directory?.Dispose();
        _changing.Dispose();
    }

    private async ValueTask<T> ChangeAsync<T>(Func<ValueTask<T>> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            return await change();
        }
        finally
        {
            _changing.Release();
        }
    }

    private long Now() => _options.Time.GetUtcNow().ToUnixTimeSeconds();

    private static string NewETag() => $"\"{Guid.NewGuid()}\"";

    private static void CheckIfMatch(string? ifMatch, string etag)
    {
        if (ifMatch is not null and not "*" && ifMatch != etag) throw RequestErrors.PreconditionFailed();
    }

    private static uint NewNumber(Func<uint, bool> isTaken, int bits)
    {
        // Random, so that a client that outlives a reset of the data does not take a new container for the old one.
        while (true)
        {
            var number = (uint)System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, 1 << bits);
            if (!isTaken(number)) return number;
        }
    }
}
