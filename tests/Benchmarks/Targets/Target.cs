using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.Targets;

/// <summary>One server under measurement, and the SDK client that calls it.</summary>
internal sealed class Target(string name, CosmosClient client, ServerProcess? process, params IAsyncDisposable[] owned) : IAsyncDisposable
{
    private const string DatabaseId = "benchmark";

    public string Name => name;

    /// <summary>Null when the server lives in this process.</summary>
    public ServerProcess? Process => process;

    public async Task<Container> CreateContainerAsync(string id)
    {
        Database database = await client.CreateDatabaseIfNotExistsAsync(DatabaseId);
        return await database.CreateContainerAsync(id, "/pk");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (process is not null) await process.DisposeAsync();
        foreach (IAsyncDisposable resource in owned) await resource.DisposeAsync();
    }
}
