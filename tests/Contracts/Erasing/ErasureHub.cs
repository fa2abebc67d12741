using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Cosmos;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Signing;
using Serverless.Cloud.Subjects;
using Serverless.Contracts.Backends;
using Serverless.Contracts.DurableTask;
using Serverless.Contracts.Running;
using Serverless.Functions.Orchestrations.Erasure;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;
using Serverless.LocalCosmos;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Contracts.Erasing;

/// <summary>The orchestration of an erasure with all its activities on a store of its own, and stores of subjects that a test makes up.</summary>
public sealed class ErasureHub : IAsyncDisposable
{
    public static readonly Caller Officer = new("acme", "officer-1", PersonId: null, new HashSet<Role> { Role.Dpo });

    private static readonly KeyOptions KeyOptions = new() { CacheLifetime = TimeSpan.FromMilliseconds(50) };

    private readonly TemporaryDirectory _folder = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new());
    private readonly List<IAsyncDisposable> _served = [];
    private readonly TaskHub _hub = new();
    private CosmosClient? _client;
    private IDisposable? _serving;
    private SubjectKeys? _keys;
    private TenantKeys? _tenants;
    private Signatures? _signatures;

    public ErasureCases Cases { get; private set; } = null!;

    public ErasureIntake Intake { get; private set; } = null!;

    public SubjectHistories Histories { get; } = new([ErasureOrchestration.Instances]);

    public ErasureOptions Options { get; } = new()
    {
        Grace = TimeSpan.Zero,
        Poll = TimeSpan.FromMilliseconds(50),
        Recheck = TimeSpan.FromMilliseconds(50),
    };

    public DurableTaskClient Client => _hub.Client;

    public ServiceBusClient Bus { get; private set; } = null!;

    /// <summary>What the register was told, in order.</summary>
    public List<PrivacyRequestStatus> Register { get; } = [];

    public static async Task<ErasureHub> StartAsync(params ISubjectStore[] stores)
    {
        var hub = new ErasureHub();
        await hub.ComposeAsync(stores);
        return hub;
    }

    /// <summary>Somebody of whom something is kept.</summary>
    public async Task<Guid> PersonAsync()
    {
        var person = Guid.NewGuid();
        await _keys!.GetOrCreateAsync(Officer.TenantId, person.ToString(), CancellationToken.None);
        return person;
    }

    public Task<Result<AcceptedErasure>> RequestAsync(Guid person) => Intake.AcceptAsync(
        new CommandContext(Officer, "requested"), new ErasureRequest { PersonId = person, Reason = ErasureReason.ConsentWithdrawn, RequestedBy = Requester.Controller }, Client, CancellationToken.None);

    public async Task<ErasureCase> UntilAsync(Guid erasure, string what, Func<ErasureFacts, bool> condition)
    {
        ErasureCase? found = null;
        await Deadline.UntilAsync(what, async () => condition((found = await Cases.FindAsync(Officer.TenantId, erasure, CancellationToken.None))!.Facts));
        return found!;
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        foreach (var one in Enumerable.Reverse(_served)) await one.DisposeAsync();
        _serving?.Dispose();
        _signatures?.Dispose();
        _keys?.Dispose();
        _tenants?.Dispose();
        _client?.Dispose();
        await _account.DisposeAsync();
        _folder.Dispose();
    }

    private async Task ComposeAsync(ISubjectStore[] stores)
    {
        var time = TimeProvider.System;
        var handler = new LocalCosmosHandler(_account);
        _client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, HttpClientFactory = () => new HttpClient(handler, disposeHandler: false) });
        var database = _client.GetDatabase(CosmosConnection.Database);
        await new Cloud.Cosmos.Containers(database, [], [PlatformContainers.Keys, PlatformContainers.Operations], time, NullLogger<Cloud.Cosmos.Containers>.Instance).EnsureAsync(CancellationToken.None);
        var wrapping = new FileKeyWrapping(Path.Combine(_folder.Path, "keys"), time);
        _tenants = new(wrapping, database, time, KeyOptions);
        _keys = new(_tenants, database, time, KeyOptions);
        _signatures = new(wrapping, database, time, KeyOptions);
        Cases = new(database);
        var all = new SubjectStores([.. stores, Histories], [.. stores.SelectMany(store => store.Covers), .. Histories.Covers]);
        var sights = new ErasureSights(Cases, all, (_, _, _) => Task.FromResult<IReadOnlyList<StandingHold>>([]), AdvanceAsync);
        Intake = new(Cases, all, _keys, (_, _, _) => Task.FromResult<Result<bool>>(false), (_, at) => new(at.AddMonths(1), "a rule"), Options, time);
        var notices = await NoticesAsync();
        Add(
            new PreparingActivities(Cases, sights, (_, _, _, _, _) => Task.FromResult<Error?>(null), (_, _, _, _) => Task.FromResult<Error?>(null), notices, KeyOptions, Options, time),
            new ErasingActivities(Cases, sights, all, Histories, _keys, notices, Options, time),
            new RecipientActivities(Cases, sights, new(notices, Options), notices, Options, time),
            new CertifyingActivities(Cases, sights, _signatures, _tenants, KeyOptions, Residency.Read(new ConfigurationBuilder().Build()), Options, time));
        await _hub.StartAsync();
        Histories.Reach(Client);
    }

    private Task<Error?> AdvanceAsync(Caller caller, Guid personId, Guid requestId, PrivacyRequestStatus status, string? reason, CancellationToken cancellation)
    {
        lock (Register) Register.Add(status);
        return Task.FromResult<Error?>(null);
    }

    private async Task<Notices> NoticesAsync()
    {
        var broker = await Broker.OpenAsync(null, TopologyFile.Read(Path.Combine(AppContext.BaseDirectory, TopologyFile.UsualName)), TimeProvider.System, NullLoggerFactory.Instance);
        var host = $"erasing-{Guid.NewGuid():N}";
        _serving = Brokers.Serve(host, broker);
        Bus = new ServiceBusClient($"Endpoint=sb://{host};SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true;");
        var notices = new Notices(Bus);
        _served.AddRange([broker, Bus, notices]);
        return notices;
    }

    private void Add(PreparingActivities preparing, ErasingActivities erasing, RecipientActivities recipients, CertifyingActivities certifying)
    {
        var none = CancellationToken.None;
        _hub.Orchestrator<ErasureCheckpoint, object?>(ErasureOrchestration.Name, async (context, checkpoint) =>
        {
            await ErasureOrchestration.RunAsync(context, checkpoint);
            return null;
        });
        Add(PreparingActivities.Look, task => preparing.LookAsync(task, none));
        Add(PreparingActivities.Restrict, task => preparing.RestrictAsync(task, none));
        Add(PreparingActivities.Announce, task => preparing.AnnounceAsync(task, none));
        Add(PreparingActivities.Cancel, task => preparing.CancelAsync(task, none));
        Add(ErasingActivities.Commit, task => erasing.CommitAsync(task, Client, none));
        Add(ErasingActivities.EraseStores, task => erasing.EraseAsync(task, Client, none));
        Add(ErasingActivities.DestroyKey, task => erasing.DestroyKeyAsync(task, none));
        Add(ErasingActivities.Verify, task => erasing.VerifyAsync(task, Client, none));
        Add(RecipientActivities.Tell, task => recipients.TellAsync(task, none));
        Add(RecipientActivities.Escalate, task => recipients.EscalateAsync(task, none));
        Add(CertifyingActivities.Certify, task => certifying.CertifyAsync(task, none));
    }

    private void Add(string name, Func<ErasureTask, Task<ErasureSight>> run) => _hub.Activity<ErasureTask, ErasureSight>(name, (_, task) => run(task));
}
