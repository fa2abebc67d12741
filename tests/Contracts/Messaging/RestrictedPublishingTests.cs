using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Records;
using Serverless.Contracts.Running;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Contracts.Messaging;

/// <summary>Nobody outside is told of a subject whose data is restricted until that has ended; then of all of it, in order.</summary>
public sealed class RestrictedPublishingTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new());
    private Broker? _broker;
    private IDisposable? _served;
    private ServiceProvider? _services;

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync(null, TopologyFile.Read(Path.Combine(AppContext.BaseDirectory, TopologyFile.UsualName)), TimeProvider.System, NullLoggerFactory.Instance);
        var host = $"bus-{Guid.NewGuid():N}";
        _served = Brokers.Serve(host, _broker);
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Keys:Folder", _folder.Path),
            new("ServiceBus", $"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;"),
        ]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Operations)
            .AddKeys(settings)
            .AddRecords(settings)
            .AddMessaging(settings)
            .AddProjections(settings)
            .AddDomain(Counter.Declaration)
            .BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        _served!.Dispose();
        await _broker!.DisposeAsync();
        await _account.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Events_wait_and_are_told_in_order_when_it_has_ended()
    {
        var (key, other) = (await CountAsync(1, 2), await CountAsync(9));
        var id = await RestrictAsync(key);
        await PublishAsync(key, other);
        Assert.Equal(2, (await ReceiveAsync(other, 2)).Count);
        Assert.All(await ParkedAsync(), letter => Assert.Equal((StopReason.Restricted, "publish-counter"), (letter.Reason, letter.Publication)));
        Assert.Equal(3, (await ParkedAsync()).Count);

        // The same batch again, after a process has ended.
        await PublishAsync(key, other);
        Assert.Equal(3, (await ParkedAsync()).Count);
        await EndAsync(key, id);
        Assert.Empty(await ParkedAsync());
        Assert.Equal([1L, 2L, 3L], (await ReceiveAsync(key, 3)).Select(VersionOf));
    }

    [Fact]
    public async Task What_comes_between_the_end_and_what_waits_does_not_overtake_it()
    {
        var key = await CountAsync(1);
        var id = await RestrictAsync(key);
        await PublishAsync(key);
        await Get<SubjectKeys>().EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        await AddAsync(key, 2);
        await PublishAsync((await EventsAsync(key))[^1]);
        await Get<Resumption>().GoOnAsync(new SubjectPlace(key.TenantId, key.SubjectId), default);
        Assert.Empty(await ParkedAsync());
        Assert.Equal([1L, 2L, 3L], (await ReceiveAsync(key, 3)).Select(VersionOf));
    }

    [Fact]
    public async Task However_an_end_and_a_batch_meet_nothing_is_left_or_out_of_order()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = await CountAsync(1, 2, 3);
            var id = await RestrictAsync(key);
            await Task.WhenAll(PublishAsync(key), Task.Run(() => EndAsync(key, id)));
            Assert.Empty(await ParkedAsync());
            Assert.Equal([1L, 2L, 3L, 4L], (await ReceiveAsync(key, 4)).Select(VersionOf));
        }
    }

    private T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    private static long VersionOf(ServiceBusReceivedMessage message) => (long)message.ApplicationProperties["version"];

    private async Task<RecordKey> CountAsync(params int[] numbers)
    {
        var key = RecordApp.NewKey();
        await Get<Commands>().CreateAsync(Counter.Declaration, key, RecordApp.Command(), () => new Opened { Owner = "Ada" }, CancellationToken.None);
        await AddAsync(key, numbers);
        return key;
    }

    private async Task AddAsync(RecordKey key, params int[] numbers)
    {
        foreach (var number in numbers)
            await Get<Commands>().ChangeAsync(Counter.Declaration, key, RecordApp.Command(), state => Counter.Add(state, number), CancellationToken.None);
    }

    private async Task<Guid> RestrictAsync(RecordKey key)
    {
        var id = Guid.NewGuid();
        await Get<SubjectKeys>().RestrictAsync(key.TenantId, key.SubjectId, id, "objection", default);
        return id;
    }

    private async Task EndAsync(RecordKey key, Guid id)
    {
        await Get<SubjectKeys>().EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        await Get<Resumption>().GoOnAsync(new SubjectPlace(key.TenantId, key.SubjectId), default);
    }

    private async Task<IReadOnlyList<JsonObject>> EventsAsync(RecordKey key)
    {
        var found = new List<JsonObject>();
        using var pages = Get<Database>().GetContainer("counters").GetItemQueryIterator<JsonObject>(
            "SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add(key.TenantId).Add(key.SubjectId).Build() });
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return [.. found.Where(change => change["recordType"] is not null).OrderBy(change => (long)change["version"]!)];
    }

    private async Task PublishAsync(params RecordKey[] keys)
    {
        var changes = new List<JsonObject>();
        foreach (var key in keys) changes.AddRange(await EventsAsync(key));
        await PublishAsync([.. changes]);
    }

    private Task PublishAsync(params JsonObject[] changes) => Get<EventPublisher>().PublishAsync(changes, [Counter.Declaration], CancellationToken.None);

    private async Task<IReadOnlyList<DeadLetter>> ParkedAsync() => (await Get<Cloud.Projections.DeadLetters>().ListAsync(
        new DeadLetterQuery("acme", Projection: null, DeadLetterStatus.Parked), 100, continuation: null, CancellationToken.None))!.Items;

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(RecordKey key, int count)
    {
        await using var session = await Deadline.WithinAsync("there is a session", Get<ServiceBusClient>().AcceptSessionAsync("events", "audit", key.RecordId.ToString()));
        var messages = new List<ServiceBusReceivedMessage>();
        while (messages.Count < count)
        {
            foreach (var message in await Deadline.WithinAsync("messages come", session.ReceiveMessagesAsync(count - messages.Count)))
            {
                messages.Add(message);
                await session.CompleteMessageAsync(message);
            }
        }

        return messages;
    }
}
