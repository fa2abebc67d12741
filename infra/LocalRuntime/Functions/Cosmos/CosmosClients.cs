using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Azure.Cosmos;
using Serverless.LocalRuntime.Functions.Hosting;

namespace Serverless.LocalRuntime.Functions.Cosmos;

/// <summary>One client for each connection string and list of preferred regions.</summary>
internal sealed class CosmosClients(HostJson settings) : IDisposable
{
    private readonly ConcurrentDictionary<(string Connection, string? Regions), Lazy<CosmosClient>> _clients = new();

    public CosmosClient Get(string connection, string? regions) =>
        _clients.GetOrAdd((connection, regions), key => new(() => Connect(key.Connection, key.Regions))).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
    }

    private CosmosClient Connect(string connection, string? regions)
    {
        var options = new CosmosClientOptions
        {
            ConnectionMode = settings.CosmosGatewayMode || IsLocal(connection) ? ConnectionMode.Gateway : ConnectionMode.Direct,
        };
        if (regions is not null)
            options.ApplicationPreferredRegions = regions.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(connection, options);
    }

    /// <summary>What runs on this machine serves the gateway mode only.</summary>
    private static bool IsLocal(string connection) =>
        new DbConnectionStringBuilder { ConnectionString = connection }.TryGetValue("AccountEndpoint", out var endpoint)
        && Uri.TryCreate((string)endpoint, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
