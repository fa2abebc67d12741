using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Projections;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Payments;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Projections.CertificateVerification;
using Serverless.Functions.Projections.PeopleDirectory;
using Serverless.Functions.Projections.PersonOverview;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Subjects;

/// <summary>All domains and read models as the app puts them together, on a store of their own, and what erasure does with them.</summary>
public sealed class ErasureApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _keys = new();
    private LocalCosmosAccount? _account;
    private ServiceProvider? _services;
    private Guillotine? _guillotine;

    public ShiftedTime Time { get; } = new();

    public LocalCosmosAccount Account => _account!;

    internal Guillotine Guillotine => _guillotine!;

    public IServiceProvider Services => _services!;

    public SubjectStores Stores => Get<SubjectStores>();

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        _account = LocalCosmosAccount.Open(new() { Time = Time, FaultSeed = 7, Partitions = 2 });
        var handler = new LocalCosmosHandler(_account);
        _guillotine = new Guillotine(handler);
        CosmosClient Connect(bool isBulk) => new(handler.ConnectionString, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            HttpClientFactory = () => new HttpClient(_guillotine, disposeHandler: false),
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
            AllowBulkExecution = isBulk,
        });
        var client = Connect(isBulk: false);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", _keys.Path), new("Projections:BuildCacheLifetime", "00:00:00.050")]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton(new BulkDatabase(Connect(isBulk: true)))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddContainer(PlatformContainers.Leases)
            .AddContainer(PlatformContainers.Operations)
            .AddContainer(PlatformContainers.Archives)
            .AddKeys(settings)
            .AddRecords(settings)
            .AddProjections(settings)
            .AddAutomation(settings)
            .AddPeople()
            .AddProgrammes()
            .AddApplications()
            .AddEnrolments()
            .AddCertificates()
            .AddAttendance(settings)
            .AddSubmissions()
            .AddConsents()
            .AddPayments()
            .AddPersonOverview()
            .AddPeopleDirectory()
            .AddCertificateVerification()
            .AddProgrammeDashboard()
            .AddSubjectStores(typeof(PeopleDomain).Assembly)
            .AddSingleton<LedgerFunctions>()
            .AddSingleton<AccountFunctions>()
            .AddSingleton<TransferFunctions>()
            .AddSingleton<ProgrammeDashboardQuery>()
            .BuildServiceProvider();
        await Get<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account!.DisposeAsync();
        _guillotine!.Dispose();
        _keys.Dispose();
    }

    /// <summary>Every store, in order; as an orchestration does it.</summary>
    public async Task<SubjectErased> EraseAsync(SubjectPlace subject)
    {
        var erased = SubjectErased.Nothing;
        foreach (var store in Stores.All) erased += await store.EraseAsync(subject, CancellationToken.None);
        return erased;
    }

    /// <summary>By the name of the store; those without anything are missing.</summary>
    public async Task<IReadOnlyDictionary<string, SubjectCount>> CountAsync(SubjectPlace subject)
    {
        var found = new Dictionary<string, SubjectCount>(StringComparer.Ordinal);
        foreach (var store in Stores.All) found[store.Name] = await store.CountAsync(subject, CancellationToken.None);
        return found.Where(one => one.Value != SubjectCount.None).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
    }

    /// <summary>What the triggers would bring of a tenant, once more.</summary>
    public async Task FoldAsync(string tenant)
    {
        foreach (var projection in Get<ProjectionSet>().All)
        {
            foreach (var container in projection.Containers)
            {
                var changes = (await DocumentsAsync(container, tenant)).Select(change => JsonSerializer.SerializeToElement(change));
                foreach (var batch in changes.Chunk(100)) await Get<ProjectionFeed>().FoldAsync(projection, container, batch, CancellationToken.None);
            }
        }
    }

    /// <returns>The new build.</returns>
    public async Task<int> RebuildAsync(string name)
    {
        var projection = Get<ProjectionSet>().Find(name)!;
        await RebuildSteps.RunAsync(Services, Time, projection, () => Task.CompletedTask);
        return (await Get<Builds>().GetAsync(projection, CancellationToken.None)).Active;
    }

    /// <param name="tenant">Null for all.</param>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container, string? tenant = null)
    {
        var found = new List<JsonObject>();
        var options = new QueryRequestOptions { PartitionKey = tenant is null ? null : new PartitionKeyBuilder().Add(tenant).Build() };
        using var pages = Get<Database>().GetContainer(container).GetItemQueryIterator<JsonObject>("SELECT * FROM c", requestOptions: options);
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    /// <summary>Everything that is stored, by container, partition and id: each document as it is, with what the service adds.</summary>
    /// <param name="tenant">Null for all.</param>
    public async Task<IReadOnlyDictionary<DocumentAt, string>> SnapshotAsync(string? tenant = null)
    {
        var all = new Dictionary<DocumentAt, string>();
        foreach (var container in Get<Cloud.Cosmos.Containers>().Declared.Where(container => container.Name != PlatformContainers.Leases.Name))
        {
            foreach (var document in await DocumentsAsync(container.Name, tenant))
                all.Add(new(container.Name, (string)document["tenantId"]!, (string)document["subjectId"]!, (string)document["id"]!), document.ToJsonString());
        }

        return all;
    }
}

/// <summary>Where a document is.</summary>
public sealed record DocumentAt(string Container, string TenantId, string SubjectId, string Id);
