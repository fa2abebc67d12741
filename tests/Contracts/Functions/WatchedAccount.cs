using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Functions;

/// <summary>An account with a container "notes" in a database "app", and the folders of apps that watch it.</summary>
public sealed class WatchedAccount : IAsyncDisposable
{
    private readonly CosmosClient _client;

    private WatchedAccount(LocalCosmosServer server, ShiftedTime time)
    {
        Server = server;
        Time = time;
        _client = new(server.ConnectionString, Backend.NewOptions());
    }

    public LocalCosmosServer Server { get; }

    public ShiftedTime Time { get; }

    public Container Notes => _client.GetContainer("app", "notes");

    public Container Leases => _client.GetContainer("app", "leases");

    public Database Database(string name) => _client.GetDatabase(name);

    /// <param name="ahead">How far the account's clock is before the machine's.</param>
    public static async Task<WatchedAccount> StartAsync(TimeSpan ahead = default)
    {
        var account = await StartEmptyAsync(ahead);
        await account.CreateAsync("notes");
        return account;
    }

    public static async Task<WatchedAccount> StartEmptyAsync(TimeSpan ahead = default)
    {
        var time = new ShiftedTime(ahead);
        return new(await LocalCosmosServer.StartAsync(new LocalCosmosOptions { Time = time }), time);
    }

    public async Task CreateAsync(string container)
    {
        Database database = await _client.CreateDatabaseIfNotExistsAsync("app");
        await database.CreateContainerAsync(container, "/id");
    }

    public AppFolder Folder(params string[] functions)
    {
        var folder = new AppFolder(functions);
        folder.Values["Database"] = "app";
        folder.Values["Cosmos"] = Server.ConnectionString;
        folder.Save();
        return folder;
    }

    public async Task WriteAsync(params string[] ids)
    {
        foreach (var id in ids)
            await Notes.CreateItemAsync(new { id, n = 1 });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
    }
}
