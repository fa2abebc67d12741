using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Contracts.Backends;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Records;

/// <summary>The record store as the app puts it together, on a LocalCosmos of its own that can be told to fail.</summary>
public sealed class RecordApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private LocalCosmosAccount? _account;
    private ServiceProvider? _services;

    public ShiftedTime Time { get; } = new();

    public LocalCosmosAccount Account => _account!;

    public RecordStore Store => _services!.GetRequiredService<RecordStore>();

    public Commands Commands => _services!.GetRequiredService<Commands>();

    public Reservations Reservations => _services!.GetRequiredService<Reservations>();

    public SubjectKeys Keys => _services!.GetRequiredService<SubjectKeys>();

    public string DataDirectory => Path.Combine(_folder.Path, "cosmos");

    public async Task InitializeAsync()
    {
        _account = LocalCosmosAccount.Open(new() { DataDirectory = DataDirectory, Time = Time });
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", Path.Combine(_folder.Path, "keys"))]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddKeys(settings)
            .AddRecords(settings)
            .AddDomain(Counter.Declaration)
            .BuildServiceProvider();
        await _services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account!.DisposeAsync();
        _folder.Dispose();
    }

    public static RecordKey NewKey() => RecordKey.OfSubject("acme", Guid.NewGuid());

    public static CommandContext Command(string? key = null, string hash = "", string caller = "staff-1", long? expected = null)
    {
        var who = new Caller("acme", caller, PersonId: null, new HashSet<Role> { Role.Staff });
        var context = new CommandContext(who, "tested") { IdempotencyKey = key, RequestHash = hash, ExpectedVersion = expected };
        return key is null ? context : context with { CommandId = CommandContext.IdOf(who, key) };
    }

    public Task<Result<Committed<Counter>>> OpenAsync(RecordKey key, CommandContext? command = null, string owner = "Ada") =>
        Commands.CreateAsync(Counter.Declaration, key, command ?? Command(), () => new Opened { Owner = owner }, CancellationToken.None);

    public Task<Result<Committed<Counter>>> AddAsync(RecordKey key, int number, CommandContext? command = null) =>
        Commands.ChangeAsync(Counter.Declaration, key, command ?? Command(), state => Counter.Add(state, number), CancellationToken.None);

    public Task<Stored<Counter>?> FindAsync(RecordKey key) => Store.FindAsync(Counter.Declaration, key, CancellationToken.None);

    /// <summary>The documents of one partition as they are stored, events in order.</summary>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(RecordKey key)
    {
        var found = new List<JsonObject>();
        using var pages = _services!.GetRequiredService<Database>().GetContainer("counters").GetItemQueryIterator<JsonObject>(
            "SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add(key.TenantId).Add(key.SubjectId).Build() });
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return [.. found.OrderBy(document => (long?)document["version"]).ThenBy(document => (int?)document["index"])];
    }

    /// <summary>Requests to the store that an action makes.</summary>
    public async Task<IReadOnlyDictionary<RequestKind, long>> CountAsync(Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Account.Requests.Reset();
        await action();
        return Account.Requests.Snapshot();
    }
}
