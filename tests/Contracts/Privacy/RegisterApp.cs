using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Telemetry;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Domains;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Breaches;
using Serverless.Functions.Domains.PrivacyRequests;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Contracts.Privacy;

/// <summary>The registers on a store, a clock and a broker of their own.</summary>
public sealed class RegisterApp : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryDirectory _keys = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new());
    private ServiceProvider? _services;
    private Broker? _broker;
    private IDisposable? _served;
    private ServiceBusClient? _bus;

    public static Caller Dpo { get; } = new("acme", "dpo-1", PersonId: null, new HashSet<Role> { Role.Dpo });

    public static Caller Auditor { get; } = new("acme", "auditor-1", PersonId: null, new HashSet<Role> { Role.Auditor });

    public ShiftedTime Time { get; } = new();

    public Faults Faults => _account.Faults;

    public RequestCounts Requests => _account.Requests;

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _broker = await Broker.OpenAsync(null, TopologyFile.Read(Path.Combine(AppContext.BaseDirectory, TopologyFile.UsualName)), TimeProvider.System, NullLoggerFactory.Instance);
        var host = $"bus-{Guid.NewGuid():N}";
        _served = Brokers.Serve(host, _broker);
        _bus = new($"Endpoint=sb://{host};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;");
        var handler = new LocalCosmosHandler(_account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", _keys.Path)]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddMeasures()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(_bus)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddKeys(settings)
            .AddRecords(settings)
            .AddPrivacyRequests(settings)
            .AddBreaches(settings)
            .AddSingleton<PrivacyRequestFunctions>()
            .AddSingleton<BreachFunctions>()
            .BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _bus!.DisposeAsync();
        _served!.Dispose();
        await _broker!.DisposeAsync();
        await _account.DisposeAsync();
        _keys.Dispose();
    }

    public Task<Reply> CallAsync<TFunctions>(
        Caller caller, Func<TFunctions, HttpRequest, Task<IResult>> function, JsonNode? body = null, string? key = null, string? query = null)
        where TFunctions : class => _services!.CallAsync(caller, function, body, key, match: null, query);

    /// <summary>As an erasure enters it.</summary>
    public async Task<NewPrivacyRequest> EnteredAsync(PrivacyRequestKind kind = PrivacyRequestKind.Erasure, Caller? caller = null)
    {
        var request = NewRequest(kind);
        Assert.False((await Get<EnterPrivacyRequest>()(new CommandContext(caller ?? Dpo, "entered"), request, CancellationToken.None)).Value);
        return request;
    }

    public NewPrivacyRequest NewRequest(PrivacyRequestKind kind = PrivacyRequestKind.Erasure)
    {
        var deadline = Get<FindResponseDeadline>()(Jurisdiction.Gdpr, Time.GetUtcNow());
        return new NewPrivacyRequest(Guid.NewGuid(), Guid.NewGuid(), kind, Jurisdiction.Gdpr, Requester.Subject, deadline.At, deadline.Rule);
    }

    public Task<Reply> ReadAsync(NewPrivacyRequest request) =>
        CallAsync<PrivacyRequestFunctions>(Auditor, (f, http) => f.GetAsync(http, request.PersonId, request.RequestId, CancellationToken.None));

    /// <summary>As the timers do.</summary>
    public async Task WatchAsync()
    {
        await Get<PrivacyRequestFunctions>().WatchAsync(new TimerInfo(), CancellationToken.None);
        await Get<BreachFunctions>().WatchAsync(new TimerInfo(), CancellationToken.None);
    }

    /// <summary>What officers were told of these records since they looked last.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync(params Guid[] records)
    {
        await using var receiver = _bus!.CreateReceiver("privacy", "officers");
        var told = new List<string>();
        while (await receiver.ReceiveMessageAsync(Soon) is { } message)
        {
            await receiver.CompleteMessageAsync(message);
            var body = JsonNode.Parse(message.Body.ToString())!;
            if (records.Contains((Guid)body["recordId"]!)) told.Add($"{message.Subject} {(string)body["recordType"]!}");
        }

        return told;
    }
}
