using System.Text;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Backends;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.KeyStore;

/// <summary>Keys lie where they are set to: the account of the records then holds none, in no backup either.</summary>
[Trait("Requirement", "S136")]
public sealed class KeyAccountTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private LocalCosmosServer? _records;
    private LocalCosmosServer? _keys;

    public async Task InitializeAsync() => (_records, _keys) = (await LocalCosmosServer.StartAsync(new LocalCosmosOptions()), await LocalCosmosServer.StartAsync(new LocalCosmosOptions()));

    public async Task DisposeAsync()
    {
        await _records!.DisposeAsync();
        await _keys!.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_lie_in_the_account_that_is_set_for_them_or_beside_the_records(bool hasOwn)
    {
        await using var services = Compose(hasOwn);
        await services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
        await services.GetRequiredService<SubjectKeys>().GetOrCreateAsync("acme", Guid.NewGuid().ToString(), CancellationToken.None);

        Assert.Equal(hasOwn ? ["keys"] : [], await NamesAsync(_keys!));
        Assert.Equal(hasOwn ? ["leases", "operations"] : ["keys", "leases", "operations"], await NamesAsync(_records!));
        var account = services.GetRequiredService<KeyDatabase>().Database;
        Assert.Equal((hasOwn ? _keys! : _records!).Endpoint, account.Client.Endpoint);
        using var page = await account.GetContainer("keys").GetItemQueryStreamIterator("SELECT VALUE COUNT(1) FROM c").ReadNextAsync();
        using var text = new StreamReader(page.Content, Encoding.UTF8);
        Assert.Contains("[1]", await text.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private ServiceProvider Compose(bool hasOwn)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Cosmos"] = _records!.ConnectionString,
            ["KeysCosmos"] = hasOwn ? _keys!.ConnectionString : "",
            ["Keys:Folder"] = _directory.Path,
        }).Build();
        return new ServiceCollection().AddLogging().AddCosmos(configuration).AddKeys(configuration).BuildServiceProvider();
    }

    private static async Task<List<string>> NamesAsync(LocalCosmosServer account)
    {
        using var client = new CosmosClient(account.ConnectionString, new() { ConnectionMode = ConnectionMode.Gateway });
        var databases = await client.GetDatabaseQueryIterator<DatabaseProperties>().ReadNextAsync();
        if (databases.Count == 0) return [];
        return [.. (await client.GetDatabase(CosmosConnection.Database).GetContainerQueryIterator<ContainerProperties>().ReadNextAsync()).Select(container => container.Id).Order(StringComparer.Ordinal)];
    }
}
