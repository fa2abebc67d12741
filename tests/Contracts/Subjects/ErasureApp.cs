using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
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

/// <summary>All domains and read models as the app puts them together, on a store of their own, and what erasure and retention do with them.</summary>
public sealed class ErasureApp : IAsyncLifetime
{
    private static readonly string[] Models = ["certificate-verification", "people-directory", "person-overview", "programme-dashboard"];

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
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Folder", _keys.Path), new("Projections:BuildCacheLifetime", "00:00:00.050"), new("Lifecycle:RequestUnitsPerSecond", "0")]).Build();
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
            .AddRetirement(settings)
            .AddSingleton<IsHeld>((_, _) => Task.FromResult(false))
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

    /// <summary>All of a tenant's records of a domain whose time is over.</summary>
    public async Task RetireAsync(string tenant, Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var (deleting, cursor) = (Get<Deleting>(), (RetirementCursor?)null);
        var scope = new RetirementScope(tenant, Guid.NewGuid(), domain, domain.Retention!.DueAt(Time.GetUtcNow()));
        do
        {
            var choice = await deleting.ChooseAsync(scope, cursor, CancellationToken.None);
            Assert.NotNull(await deleting.DeleteAsync(scope, choice.Records, CancellationToken.None));
            cursor = choice.Looked.Next;
        }
        while (cursor is not null);
    }

    /// <summary>Makes every read model anew, and finds what it was before.</summary>
    public async Task IsAsRebuiltAsync()
    {
        foreach (var model in Models)
        {
            var live = await ContentAsync(model);
            await RebuildAsync(model);
            var rebuilt = await ContentAsync(model);
            var differences = string.Join('\n', rebuilt.Except(live).Select(line => $"- {line}").Concat(live.Except(rebuilt).Select(line => $"+ {line}")));
            Assert.True(differences.Length == 0, differences);
        }
    }

    /// <summary>
    /// All documents of the active build but for what says which build it is, what the service adds, and counters that are zero. What is
    /// sealed is another text each time.
    /// </summary>
    public async Task<IReadOnlyList<string>> ContentAsync(string model)
    {
        var build = (await Get<Builds>().GetAsync(Get<ProjectionSet>().Find(model)!, CancellationToken.None)).Active;
        var found = (await DocumentsAsync(model)).Where(document => (string)document["id"]! is var id && (id == $"v{build}" || id.StartsWith($"v{build}:", StringComparison.Ordinal)));
        return [.. found.Select(Text).Where(text => text.Length > 0).Order(StringComparer.Ordinal)];

        string Text(JsonObject document)
        {
            document["id"] = ((string)document["id"]!)[$"v{build}".Length..];
            foreach (var name in document.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList()) document.Remove(name);
            if (document["counters"] is not JsonObject counters) return Shape.WithoutSeals(document.ToJsonString());
            var counted = counters.Where(counter => (long)counter.Value! != 0).OrderBy(counter => counter.Key, StringComparer.Ordinal).ToList();
            document["counters"] = new JsonObject(counted.Select(counter => KeyValuePair.Create(counter.Key, counter.Value?.DeepClone())));
            return counted.Count == 0 ? "" : document.ToJsonString();
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
