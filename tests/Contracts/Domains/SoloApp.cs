using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Domains;

/// <summary>One domain on a store of its own. What it asks of others, the tests answer.</summary>
public abstract class SoloApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _keys = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new());
    private ServiceProvider? _services;

    public ShiftedTime Time { get; } = new();

    public Faults Faults => _account.Faults;

    public RequestCounts Requests => _account.Requests;

    public static Caller Caller(string id, Guid? personId, params Role[] roles) => new("acme", id, personId, roles.ToHashSet());

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public Container Store(string container) => Get<Database>().GetContainer(container);

    public async Task InitializeAsync()
    {
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", _keys.Path)]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Operations)
            .AddKeys(settings)
            .AddRecords(settings)
            .AddProjections(settings)
            .AddAutomation(settings);
        Add(services);
        _services = services.BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account.DisposeAsync();
        _keys.Dispose();
    }

    /// <summary>The domain, its functions, and answers to what it asks.</summary>
    protected abstract void Add(IServiceCollection services);

    public Task<Reply> CallAsync<TFunctions>(
        Caller caller, Func<TFunctions, HttpRequest, Task<IResult>> function, JsonNode? body = null, string? key = null, string? query = null)
        where TFunctions : class => _services!.CallAsync(caller, function, body, key, query: query);

    /// <summary>What is stored in the person's partition, in the order in which it was.</summary>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container, Guid personId)
    {
        var found = new List<JsonObject>();
        using var pages = Store(container).GetItemQueryIterator<JsonObject>(
            "SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = Partition(personId) });
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return [.. found.OrderBy(document => (long?)document["version"])];
    }

    public static PartitionKey Partition(Guid personId) => new PartitionKeyBuilder().Add("acme").Add(personId.ToString()).Build();
}
