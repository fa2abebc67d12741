using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;
using Serverless.LocalRuntime.Functions.Hosting;

namespace Serverless.LocalRuntime.Functions.Cosmos;

/// <summary>One client for each connection and list of preferred regions.</summary>
internal sealed class CosmosClients(HostJson settings) : IDisposable
{
    private readonly ConcurrentDictionary<(string Source, string? Regions), Lazy<CosmosClient>> _clients = new();

    public CosmosClient Get(CosmosConnection connection, string? regions) =>
        _clients.GetOrAdd((connection.Source, regions), _ => new(() => connection.Open(Options(connection, regions)))).Value;

    public void Dispose()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
    }

    private CosmosClientOptions Options(CosmosConnection connection, string? regions)
    {
        // What runs on this machine serves the gateway mode only.
        var isGateway = settings.CosmosGatewayMode || connection.Endpoint.IsLoopback;
        var options = new CosmosClientOptions { ConnectionMode = isGateway ? ConnectionMode.Gateway : ConnectionMode.Direct };
        if (regions is not null)
            options.ApplicationPreferredRegions = regions.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return options;
    }
}
