using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Records;
using Serverless.Contracts.Running;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Projections;

/// <summary>The record store and one read model of it, on a LocalCosmos of its own; what the triggers would bring, the tests bring.</summary>
public sealed class TallyApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private LocalCosmosAccount? _account;
    private ServiceProvider? _services;

    public ShiftedTime Time { get; } = new();

    public TallyProjection Projection { get; } = new();

    public RequestCounts Requests => _account!.Requests;

    public Faults Faults => _account!.Faults;

    public Database Database => Get<Database>();

    public DeadLetters Letters => Get<DeadLetters>();

    public DeadLetterDesk Desk => Get<DeadLetterDesk>();

    public SubjectKeys Keys => Get<SubjectKeys>();

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _account = LocalCosmosAccount.Open(new() { Time = Time, Partitions = 2 });
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
            new("Keys:Folder", Path.Combine(_folder.Path, "keys")),
            new("Projections:ConsistencyWait", "00:00:00.300"),
            new("Projections:BuildCacheLifetime", "00:00:00.050"),
            new("Projections:RebuildPage", "7"),
            new("Projections:RebuildSlice", "00:00:00"),
        ]).Build();
        _services = new ServiceCollection()
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
            .AddDomain(Counter.Declaration)
            .AddProjections(settings)
            .AddProjection(Projection.Declared)
            .AddProjection(Shelf.Declared)
            .AddProjection(Shelf.Index)
            .BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account!.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A counter with these numbers added to it.</summary>
    public async Task<RecordKey> CountAsync(RecordKey? at, params int[] numbers)
    {
        var key = at ?? RecordApp.NewKey();
        await Get<Commands>().CreateAsync(Counter.Declaration, key, RecordApp.Command(), () => new Opened { Owner = "Ada" }, CancellationToken.None);
        await AddAsync(key, numbers);
        return key;
    }

    public async Task<ConsistencyToken> AddAsync(RecordKey key, params int[] numbers)
    {
        var version = 1L;
        foreach (var number in numbers)
        {
            var added = await Get<Commands>().ChangeAsync(Counter.Declaration, key, RecordApp.Command(), state => Counter.Add(state, number), CancellationToken.None);
            version = added.Value.Record.Version;
        }

        return new ConsistencyToken("counters", key.RecordId, version, "");
    }

    /// <summary>All documents of the subject in the counters' container, as a trigger would bring them.</summary>
    public async Task<IReadOnlyList<JsonObject>> ChangesAsync(RecordKey key)
    {
        var found = new List<JsonObject>();
        using var pages = Database.GetContainer("counters").GetItemQueryIterator<JsonObject>(
            "SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = PartitionOf(key) });
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    public async Task<IReadOnlyList<JsonObject>> EventsAsync(RecordKey key) =>
        [.. (await ChangesAsync(key)).Where(change => change["recordType"] is not null).OrderBy(change => (long)change["version"]!)];

    public Task FoldAsync(params IReadOnlyList<JsonObject> changes) => FoldAsync(Projection.Declared, changes);

    public Task FoldAsync(Projection projection, IReadOnlyList<JsonObject> changes) =>
        Get<ProjectionFeed>().FoldAsync(projection, "counters", [.. changes.Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);

    public async Task FoldAsync(Projection projection, RecordKey key) => await FoldAsync(projection, await ChangesAsync(key));

    public Task ShelveAsync(params IReadOnlyList<JsonObject> changes) => FoldAsync(Shelf.Declared, changes);

    public Task ShelveAsync(RecordKey key) => FoldAsync(Shelf.Declared, key);

    public async Task FoldAllAsync(RecordKey key) => await FoldAsync([.. await ChangesAsync(key)]);

    public async Task<ReadAnswer> AnswerAsync(RecordKey key, ConsistencyToken? token = null)
    {
        var read = await Get<ReadModel>().ReadAsync(Projection.Declared, Projection.Tallies, new SubjectPlace(key.TenantId, key.SubjectId), token, _ => true, CancellationToken.None);
        Assert.True(read.IsSuccess, read.Error?.Code);
        return read.Value;
    }

    public async Task<Tally?> TallyAsync(RecordKey key) => (Tally?)(await AnswerAsync(key)).Document.Content;

    /// <summary>A subject's dead letters, in the order of their events.</summary>
    public async Task<IReadOnlyList<DeadLetter>> LettersAsync(RecordKey key, string projection = "tallies")
    {
        var page = await Letters.ListAsync(new DeadLetterQuery(key.TenantId, projection, Status: null), 100, continuation: null, CancellationToken.None);
        return [.. page!.Items.Where(letter => letter.SubjectId == key.SubjectId).OrderBy(letter => letter.Event.Version)];
    }

    /// <summary>A document as it is when it is opened, in full.</summary>
    public async Task<string> OpenedAsync(RecordKey key, int build)
    {
        var place = new SubjectPlace(key.TenantId, key.SubjectId);
        var document = await Get<SubjectFold>().ReadAsync(
            Projection.Declared, Projection.Tallies, new DocumentPlace(place), place, build, await Keys.FindAsync(key.TenantId, key.SubjectId, CancellationToken.None), CancellationToken.None);
        var next = string.Join(' ', document.Next.Select(one => $"{one.Key}={one.Value}"));
        return document.Content is null ? "" : $"{DocumentJson.Write(document.Content).ToJsonString()} {document.ChangedAt:O} {next}";
    }

    /// <summary>What is stored for the subject, but for what the service adds.</summary>
    public async Task<string> StoredAsync(RecordKey key, int build)
    {
        using var answer = await Database.GetContainer("tallies").ReadItemStreamAsync($"v{build}", PartitionOf(key));
        return answer.IsSuccessStatusCode ? (await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content))!.ToJsonString() : "";
    }

    public async Task<string> StoredAsync(string container, DocumentPlace place)
    {
        using var answer = await Database.GetContainer(container).ReadItemStreamAsync(
            place.IdIn(1), new PartitionKeyBuilder().Add(place.Partition.TenantId).Add(place.Partition.SubjectId).Build());
        return answer.IsSuccessStatusCode ? (await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content))!.ToJsonString() : "";
    }

    /// <summary>Everything of a read model whose ids begin so.</summary>
    public async Task<IReadOnlyList<JsonObject>> AllAsync(string container, string ids)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE STARTSWITH(c.id, @ids)").WithParameter("@ids", ids);
        return await Database.GetContainer(container).GetItemQueryIterator<JsonObject>(query).DrainAsync();
    }

    /// <summary>Puts something else in an event's place, as no command can.</summary>
    public async Task ReplaceAsync(RecordKey key, JsonObject altered) =>
        await Database.GetContainer("counters").ReplaceItemAsync(altered, (string)altered["id"]!, PartitionOf(key));

    /// <inheritdoc cref="RebuildSteps.RunAsync"/>
    public Task RebuildAsync(Projection projection, Func<Task> between) => RebuildSteps.RunAsync(_services!, Time, projection, between);

    private static PartitionKey PartitionOf(RecordKey key) => new PartitionKeyBuilder().Add(key.TenantId).Add(key.SubjectId).Build();
}
