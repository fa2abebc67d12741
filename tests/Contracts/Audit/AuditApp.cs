using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Signing;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Records;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Audit;

/// <summary>The audit as the app puts it together, in one process or several, on a LocalCosmos of its own that can be told to fail.</summary>
public sealed class AuditApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private readonly List<ServiceProvider> _processes = [];

    /// <summary>Nothing listens there.</summary>
    private string _blobs = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AA==;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1;";

    /// <summary>Its own, since blobs are shared by all tests.</summary>
    public string Tenant { get; } = $"acme-{Guid.NewGuid():N}";

    public Caller Staff => new(Tenant, "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    /// <summary>Checkpoints need them.</summary>
    public bool HasBlobs { get; init; }

    /// <summary>After which a check of the tenant answers how far it is.</summary>
    public int VerifyEntries { get; init; } = 10_000;

    public LocalCosmosAccount Account { get; } = LocalCosmosAccount.Open(new());

    public IServiceProvider Services => _processes[0];

    public Container Container => Services.GetRequiredService<Database>().GetContainer("audit");

    public async Task InitializeAsync()
    {
        if (HasBlobs) _blobs = (await AzuriteProcess.SharedAsync()).ConnectionString;
        StartProcess();
        await Services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await Account.DisposeAsync();
        _folder.Dispose();
    }

    public IServiceProvider StartProcess()
    {
        var handler = new LocalCosmosHandler(Account);
        var client = new CosmosClient(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(handler, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
            MaxRetryAttemptsOnRateLimitedRequests = 0,
        });
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", Path.Combine(_folder.Path, "keys")), new("Blobs", _blobs), new("Audit:VerifyEntries", $"{VerifyEntries}")]).Build();
        _processes.Add(new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Leases)
            .AddBlobs(settings)
            .AddKeys(settings)
            .AddSigning()
            .AddRecords(settings)
            .AddAudit(settings)
            .AddDomain(Counter.Declaration)
            .BuildServiceProvider());
        return _processes[^1];
    }

    public SubjectPlace NewSubject() => new(Tenant, Guid.NewGuid().ToString());

    /// <summary>What the host does around a function.</summary>
    public async Task RunAsync(Func<IServiceProvider, Task> function, IServiceProvider? process = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        process ??= Services;
        var trail = AccessTrail.Begin(Staff);
        await function(process);
        await process.GetRequiredService<AuditWriter>().WriteAsync(trail, "GetCounter", "203.0.113.0/24", isAnswered: true);
    }

    /// <summary>Somebody is shown a name.</summary>
    public Task ShowAsync(SubjectPlace subject, IServiceProvider? process = null) => RunAsync(
        _ =>
        {
            AccessTrail.Current!.Note(AccessKind.Read, Staff, subject, "counter", subject.SubjectId, [new PersonalField("/owner", Purpose.Administration)]);
            return Task.CompletedTask;
        },
        process);

    public Task SealAsync(SubjectPlace subject) =>
        Services.GetRequiredService<SubjectKeys>().GetOrCreateAsync(subject.TenantId, subject.SubjectId, CancellationToken.None);

    public async Task<IReadOnlyList<AuditEntry>> LogAsync(SubjectPlace subject)
    {
        var found = new List<AuditEntry>();
        await foreach (var entry in Services.GetRequiredService<AccessLog>().ReadAsync(subject.TenantId, subject.SubjectId, CancellationToken.None)) found.Add(entry);
        return found;
    }

    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(SubjectPlace subject)
    {
        var found = new List<JsonObject>();
        using var pages = Container.GetItemQueryIterator<JsonObject>(
            "SELECT * FROM c ORDER BY c.id", requestOptions: new QueryRequestOptions { PartitionKey = Partitions.Of(subject.TenantId, subject.SubjectId) });
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    /// <summary>The chain is whole, by itself.</summary>
    public async Task<ChainCheck> CheckAsync(SubjectPlace subject)
    {
        var check = new ChainCheck(subject, new Dictionary<long, string>());
        foreach (var document in await DocumentsAsync(subject)) check.Add(document);
        check.End();
        return check;
    }
}
