using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// Where subjects' keys lie: beside the records, or in an account of their own. A key that was destroyed is gone for good when no
/// backup holds it any more, and only an account of its own can forget sooner than that of the records.
/// </summary>
public sealed class KeyDatabase : IDisposable
{
    private readonly CosmosClient? _own;

    public KeyDatabase(Database ofRecords) => Database = ofRecords;

    /// <param name="own">Of the account that holds nothing but keys.</param>
    public KeyDatabase(CosmosClient own)
    {
        ArgumentNullException.ThrowIfNull(own);
        (_own, Database) = (own, own.GetDatabase(CosmosConnection.Database));
    }

    public Database Database { get; }

    public void Dispose() => _own?.Dispose();
}
