using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Contracts.Privacy;

/// <summary>Every domain and read model of the app, and every function that reads a change feed, found where it is declared.</summary>
public sealed class WholeApp : IAsyncLifetime
{
    private static readonly Assembly App = typeof(PeopleDomain).Assembly;

    private readonly TemporaryDirectory _folder = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new());
    private Broker? _broker;
    private IDisposable? _served;
    private ServiceProvider? _services;

    /// <summary>The functions that read the feed of a domain's container.</summary>
    public IReadOnlyList<FeedFunction> Feeds { get; private set; } = [];

    public IReadOnlyList<Domain> Domains => [.. _services!.GetServices<Domain>()];

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync(null, TopologyFile.Read(Path.Combine(AppContext.BaseDirectory, TopologyFile.UsualName)), TimeProvider.System, NullLoggerFactory.Instance);
        var host = $"bus-{Guid.NewGuid():N}";
        _served = Brokers.Serve(host, _broker);
        var handler = new LocalCosmosHandler(_account);
        CosmosClient Connect(bool isBulk) => new(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
            AllowBulkExecution = isBulk,
        });
        var client = Connect(isBulk: false);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Keys:Folder", _folder.Path),
            new("ServiceBus", $"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;"),
            new("Blobs", "UseDevelopmentStorage=true"),
        ]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(settings)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton(new BulkDatabase(Connect(isBulk: true)))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Operations)
            .AddKeys(settings)
            .AddRecords(settings)
            .AddMessaging(settings)
            .AddProjections(settings)
            .AddAutomation(settings);
        foreach (var add in Compositions()) add.Invoke(obj: null, add.GetParameters().Length == 1 ? [services] : [services, settings]);
        _services = services.BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
        Feeds = [.. FeedsOf(Domains.Select(domain => domain.Container).ToHashSet(StringComparer.Ordinal))];
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        _served!.Dispose();
        await _broker!.DisposeAsync();
        await _account.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>All documents that there are, by container.</summary>
    public async Task<IReadOnlyList<(string Container, JsonObject Document)>> DocumentsAsync()
    {
        var found = new List<(string, JsonObject)>();
        using var containers = Get<Database>().GetContainerQueryIterator<ContainerProperties>();
        while (containers.HasMoreResults)
        {
            foreach (var container in await containers.ReadNextAsync())
            {
                using var pages = Get<Database>().GetContainer(container.Id).GetItemQueryIterator<JsonObject>("SELECT * FROM c");
                while (pages.HasMoreResults) found.AddRange((await pages.ReadNextAsync()).Select(document => (container.Id, document)));
            }
        }

        return found;
    }

    private static IEnumerable<MethodInfo> Compositions() =>
        from type in App.GetTypes()
        where type.Namespace is { } name && (name.Contains(".Domains.", StringComparison.Ordinal) || name.Contains(".Projections.", StringComparison.Ordinal))
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.ReturnType == typeof(IServiceCollection) && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(IServiceCollection)
        select method;

    private IEnumerable<FeedFunction> FeedsOf(HashSet<string> containers) =>
        from type in App.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<CosmosDBTriggerAttribute>()
        where trigger is not null && containers.Contains(trigger.ContainerName)
        select new FeedFunction(method.GetCustomAttribute<FunctionAttribute>()!.Name, trigger.ContainerName, method, ActivatorUtilities.CreateInstance(_services!, type));
}

/// <summary>A function that a change feed triggers.</summary>
public sealed record FeedFunction(string Name, string Container, MethodInfo Method, object Instance)
{
    public Task RunAsync(IReadOnlyList<JsonObject> changes) => (Task)Method.Invoke(Instance,
        [.. Method.GetParameters().Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None : Changes(parameter.ParameterType, changes))])!;

    private static object Changes(Type type, IReadOnlyList<JsonObject> changes) => type == typeof(IReadOnlyList<JsonObject>)
        ? changes
        : changes.Select(change => JsonSerializer.SerializeToElement(change)).ToList();
}
