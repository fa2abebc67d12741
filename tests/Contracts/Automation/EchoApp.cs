using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Records;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Automation;

/// <summary>Counters, and a reaction that notes down what is added to them; what its trigger would bring, the tests bring.</summary>
public sealed class EchoApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new());
    private ServiceProvider? _services;

    public Echo Echo { get; } = new();

    public Faults Faults => _account.Faults;

    public SubjectKeys Keys => Get<SubjectKeys>();

    public DeadLetterDesk Desk => Get<DeadLetterDesk>();

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", _folder.Path)]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new ShiftedTime())
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Operations)
            .AddKeys(settings)
            .AddRecords(settings)
            .AddDomain(Counter.Declaration)
            .AddProjections(settings)
            .AddAutomation(settings)
            .AddSingleton(Echo)
            .AddReaction<Echo>(Echo.Name, Counter.Declaration, [typeof(Added)], echo => echo.HearAsync)
            .AddReaction<Mirror>(Mirror.Name, Counter.Declaration, [typeof(Added)], mirror => mirror.AddAsync)
            .AddReaction<Echo>("welcome", Counter.Declaration, [typeof(Opened)], echo => echo.HearAsync)
            .BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A counter with these numbers added to it.</summary>
    public async Task<RecordKey> CountAsync(params int[] numbers)
    {
        var key = RecordApp.NewKey();
        await Get<Commands>().CreateAsync(Counter.Declaration, key, RecordApp.Command(), () => new Opened { Owner = "Ada" }, CancellationToken.None);
        await AddAsync(key, numbers);
        return key;
    }

    public async Task AddAsync(RecordKey key, params int[] numbers)
    {
        foreach (var number in numbers)
            await Get<Commands>().ChangeAsync(Counter.Declaration, key, RecordApp.Command(), state => Counter.Add(state, number), CancellationToken.None);
    }

    /// <summary>All documents of the subject, as a trigger would bring them.</summary>
    public async Task<IReadOnlyList<JsonObject>> ChangesAsync(RecordKey key)
    {
        var found = new List<JsonObject>();
        using var pages = Get<Database>().GetContainer("counters").GetItemQueryIterator<JsonObject>(
            "SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add(key.TenantId).Add(key.SubjectId).Build() });
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    public async Task<IReadOnlyList<JsonObject>> EventsAsync(RecordKey key) =>
        [.. (await ChangesAsync(key)).Where(change => change["recordType"] is not null).OrderBy(change => (long)change["version"]!)];

    public Task RunAsync(params IEnumerable<JsonObject> changes) => RunAsync(Echo.Name, changes);

    public Task RunAsync(string name, IEnumerable<JsonObject> changes) =>
        Get<ReactionFeed>().RunAsync(name, [.. changes.Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);

    /// <summary>The whole feed of these counters in one batch, the last first.</summary>
    public async Task RunAllAsync(params RecordKey[] keys)
    {
        var changes = new List<JsonObject>();
        foreach (var key in keys) changes.AddRange(await ChangesAsync(key));
        changes.Reverse();
        await RunAsync(changes);
    }

    /// <summary>A subject's dead letters, in the order of their events.</summary>
    public async Task<IReadOnlyList<DeadLetter>> LettersAsync(RecordKey key)
    {
        var page = await Get<DeadLetters>().ListAsync(new DeadLetterQuery(key.TenantId, Projection: null, Status: null), 100, continuation: null, CancellationToken.None);
        return [.. page!.Items.Where(letter => letter.SubjectId == key.SubjectId).OrderBy(letter => letter.Event.Version)];
    }
}
