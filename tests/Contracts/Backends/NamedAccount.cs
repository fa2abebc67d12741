using System.Data.Common;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Backends;

/// <summary>The emulator or account that the environment names; without one its tests are not there at all.</summary>
[Offers(Capability.Network, WhenSet = Variable)]
[CollectionDefinition(nameof(NamedAccount))]
public sealed class NamedAccount : Backend, ICollectionFixture<NamedAccount>
{
    public const string Variable = "COSMOS_CONTRACT_CONNECTION";

    private readonly DbConnectionStringBuilder _connection = new();

    public override string Key => (string)_connection["AccountKey"];

    private Uri Endpoint => new((string)_connection["AccountEndpoint"]);

    public override Task InitializeAsync()
    {
        _connection.ConnectionString = Environment.GetEnvironmentVariable(Variable);
        return Task.CompletedTask;
    }

    public override HttpClient OpenHttp() => new() { BaseAddress = Endpoint };

    /// <summary>Somebody else's clock cannot be moved, so here time really has to pass.</summary>
    public override Task PassTimeAsync(TimeSpan time) => Task.Delay(time);

    protected override CosmosClient Connect(string key, CosmosClientOptions options) =>
        new(Endpoint.ToString(), key, options);

    protected override Task StopAsync() => Task.CompletedTask;
}
