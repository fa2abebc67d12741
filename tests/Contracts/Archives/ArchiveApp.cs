using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Running;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Archives;

/// <summary>What keeps and reads archives as the app puts it together, on a store of its own and on Azurite.</summary>
public class ArchiveApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private LocalCosmosAccount? _account;
    private ServiceProvider? _services;

    /// <summary>Its own, for Azurite is everybody's.</summary>
    public string Tenant { get; } = $"t-{Guid.NewGuid():N}";

    public ShiftedTime Time { get; } = new();

    public LocalCosmosAccount Account => _account!;

    public Database Database => Get<Database>();

    public IServiceProvider Services => _services!;

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _account = LocalCosmosAccount.Open(new() { DataDirectory = Path.Combine(_folder.Path, "cosmos"), Time = Time, FaultSeed = 7, Partitions = 2 });
        var handler = new LocalCosmosHandler(_account);
        CosmosClient Connect(bool isBulk) => new(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(Between(handler), disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
            AllowBulkExecution = isBulk,
        });
        var client = Connect(isBulk: false);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Keys:Folder", Path.Combine(_folder.Path, "keys")),
            new("Blobs", (await AzuriteProcess.SharedAsync()).ConnectionString),
            new("Projections:ConsistencyWait", "00:00:00.300"),
            new("Projections:BuildCacheLifetime", "00:00:00.050"),
        ]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton(new BulkDatabase(Connect(isBulk: true)))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Leases)
            .AddContainer(PlatformContainers.Operations)
            .AddKeys(settings)
            .AddRecords(settings)
            .AddBlobs(settings)
            .AddProjections(settings)
            .AddArchives()
            .AddDomain(Visit.Visits)
            .AddDomain(Visit.Calls)
            .AddDomain(Visit.Stays)
            .AddProjection(Guests.Declared)
            .AddProjection(Guests.Sites);
        Add(services, settings);
        _services = services.BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account!.DisposeAsync();
        _folder.Dispose();
    }

    public CommandContext Command(string? key = null) => Command(new Caller(Tenant, "staff-1", PersonId: null, new HashSet<Role> { Role.Staff }), key);

    public static CommandContext Command(Caller caller, string? key) => key is null
        ? new CommandContext(caller, "tested")
        : new CommandContext(caller, "tested") { IdempotencyKey = key, CommandId = CommandContext.IdOf(caller, key) };

    /// <summary>A visit that is over: it came, something was noted each time, and it went.</summary>
    public async Task<RecordKey> VisitAsync(Domain<Visit, VisitEvent> domain, Guid person, string site, params string[] notes)
    {
        var key = await ArriveAsync(domain, person, site, notes);
        await DoAsync(domain, key, new Departed());
        return key;
    }

    public async Task<RecordKey> ArriveAsync(Domain<Visit, VisitEvent> domain, Guid person, string site, params string[] notes)
    {
        var key = new RecordKey(Tenant, $"{person}", Guid.NewGuid());
        Assert.True((await Get<Commands>().CreateAsync(domain, key, Command(), () => new Arrived { Site = site }, CancellationToken.None)).IsSuccess);
        foreach (var note in notes) await DoAsync(domain, key, new Noted { Note = note });
        return key;
    }

    public async Task DoAsync(Domain<Visit, VisitEvent> domain, RecordKey key, VisitEvent fact) =>
        Assert.Null((await Get<Commands>().ChangeAsync(domain, key, Command(), _ => fact, CancellationToken.None)).Error);

    public Task<Stored<Visit>?> FindAsync(Domain<Visit, VisitEvent> domain, RecordKey key) => Get<RecordStore>().FindAsync(domain, key, CancellationToken.None);

    /// <summary>Everything that is stored of a subject in a container.</summary>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container, Guid person)
    {
        var options = new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add(Tenant).Add($"{person}").Build() };
        return await Database.GetContainer(container).GetItemQueryIterator<JsonObject>("SELECT * FROM c", requestOptions: options).DrainAsync();
    }

    /// <summary>All that is over of these people, in one blob, as an archival leaves it.</summary>
    public Task<ArchivePart> ArchiveAsync(Domain domain, params Guid[] people) => new HandArchival(this, domain).RunAsync(people);

    /// <summary>Requests to the store that an action makes.</summary>
    public async Task<IReadOnlyDictionary<RequestKind, long>> CountAsync(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Account.Requests.Reset();
        await action();
        return Account.Requests.Snapshot();
    }

    /// <summary>What a test of something more adds.</summary>
    protected virtual void Add(IServiceCollection services, IConfiguration settings)
    {
    }

    /// <summary>What is to come between the app and its store.</summary>
    protected virtual HttpMessageHandler Between(HttpMessageHandler store) => store;
}
