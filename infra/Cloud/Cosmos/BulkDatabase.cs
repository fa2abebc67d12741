using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>The app's database through a client of its own, for work in bulk.</summary>
public sealed class BulkDatabase(CosmosClient client) : IDisposable
{
    public Database Database { get; } = client.GetDatabase(CosmosConnection.Database);

    public void Dispose() => client.Dispose();
}
