using Microsoft.Azure.Cosmos;
using Serverless.LocalCosmos;

namespace Serverless.Unit.Protocol;

/// <summary>An account in memory, with a real client on it.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly LocalCosmosServer? _server;
    private readonly LocalCosmosHandler _handler;

    private Served(LocalCosmosAccount account, LocalCosmosServer? server, CosmosClientOptions options)
    {
        Account = account;
        _server = server;
        _handler = new LocalCosmosHandler(account);
        options.ConnectionMode = ConnectionMode.Gateway;
        if (server is null) options.HttpClientFactory = () => new HttpClient(_handler, disposeHandler: false);
        Client = new CosmosClient(server?.ConnectionString ?? _handler.ConnectionString, options);
    }

    public LocalCosmosAccount Account { get; }

    public CosmosClient Client { get; }

    public static async Task<Served> StartAsync(bool overHttp, int partitions, CosmosClientOptions? options = null)
    {
        var account = LocalCosmosAccount.Open(new LocalCosmosOptions { Partitions = partitions });
        var server = overHttp ? await LocalCosmosServer.StartAsync(account) : null;
        return new Served(account, server, options ?? new CosmosClientOptions());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        await Account.DisposeAsync();
    }
}
