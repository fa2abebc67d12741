using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Functions.Projections.ProgrammeDashboard.Reports;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;
using Serverless.Unit.Projections.Programmes;

namespace Serverless.Contracts.Projections.Programmes;

/// <summary>The programme dashboard on a store of its own, into which cohorts' events are put as they would be stored.</summary>
public sealed class DashboardApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();
    private LocalCosmosAccount? _account;
    private ServiceProvider? _services;

    public ShiftedTime Time { get; } = new();

    public Faults Faults => _account!.Faults;

    public RequestCounts Requests => _account!.Requests;

    private static Projection Projection => ProgrammeDashboardProjection.Declared;

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
            [new("Keys:Folder", Path.Combine(_folder.Path, "keys")), new("Projections:BuildCacheLifetime", "00:00:00.050"), new("Projections:RebuildPage", "50")]).Build();
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
            .AddDomain(ProgrammesDomain.Programmes)
            .AddDomain(ApplicationsDomain.Applications)
            .AddDomain(EnrolmentsDomain.Enrolments)
            .AddDomain(AttendanceDomain.Attendance)
            .AddDomain(SubmissionsDomain.Submissions)
            .AddDomain(CertificatesDomain.Certificates)
            .AddProjections(settings)
            .AddProgrammeDashboard()
            .AddSingleton<ProgrammeDashboardQuery>()
            .AddSingleton<ReportFunctions>()
            .BuildServiceProvider();
        await _services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account!.DisposeAsync();
        _folder.Dispose();
    }

    internal async Task StoreAsync(Cohort cohort)
    {
        foreach (var person in cohort.Records.Where(record => record.Domain.HasPersonal).Select(record => (string)record.Events[0]["subjectId"]!).Distinct()) await ConsentAsync(person, isGranted: true);
        var database = _services!.GetRequiredService<BulkDatabase>().Database;
        await Task.WhenAll(cohort.Records.SelectMany(record => record.Events.Select(fact => database.GetContainer(record.Domain.Container).CreateItemAsync(fact))));
    }

    /// <summary>As the triggers do: each container's feed by itself, in batches, and a batch that fails is given again.</summary>
    internal async Task FoldAsync(Cohort cohort) => await Task.WhenAll(cohort.Records.GroupBy(record => record.Domain.Container).Select(async container =>
    {
        foreach (var batch in container.SelectMany(record => record.Events).Chunk(40))
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await _services!.GetRequiredService<ProjectionFeed>().FoldAsync(Projection, container.Key, [.. batch.Select(fact => JsonSerializer.SerializeToElement(fact))], CancellationToken.None);
                    break;
                }
                catch (Exception e) when (e is CosmosException or HttpRequestException && attempt < 50)
                {
                }
            }
        }
    }));

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>What follows from what the person says.</summary>
    public async Task ConsentAsync(string personId, bool isGranted)
    {
        await _services!.GetRequiredService<SubjectKeys>().ConsentAsync(Cohort.Tenant, personId, isGranted ? [ProgrammeDashboardProjection.ProgressAnalysis] : [], CancellationToken.None);
        await _services!.GetRequiredService<ConsentFold>().FollowAsync(new SubjectPlace(Cohort.Tenant, personId), CancellationToken.None);
    }

    public Task RebuildAsync(Func<Task> between) => RebuildSteps.RunAsync(_services!, Time, Projection, between);

    /// <summary>Puts one into a counter of each of these days, in each of so many programmes of another tenant.</summary>
    public async Task CountAsync(string tenant, int programmes, DayTally tally, IEnumerable<DateOnly> days, string counter)
    {
        var build = (await _services!.GetRequiredService<Builds>().GetAsync(Projection, CancellationToken.None)).Active;
        var container = _services!.GetRequiredService<BulkDatabase>().Database.GetContainer(Projection.Name);
        await Task.WhenAll(
            from day in days
            from programme in Enumerable.Range(0, programmes)
            let name = LearnerTally.DayOf(tally, day)
            select container.CreateItemAsync(new StoredTally(
                TallyDocuments.IdOf(build, name), tenant, $"programme-{programme}", TallyDocuments.Kind, name, new Dictionary<string, long> { [counter] = 1 })));
    }

    /// <summary>All documents of a build but for what says which build it is, and what the service adds.</summary>
    public async Task<IReadOnlyList<string>> ContentAsync(int build)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.id = @id OR STARTSWITH(c.id, @ids)").WithParameter("@id", $"v{build}").WithParameter("@ids", $"v{build}:");
        var found = await _services!.GetRequiredService<Database>().GetContainer(Projection.Name).GetItemQueryIterator<JsonObject>(query).DrainAsync();
        return [.. found.Select(Text).Order(StringComparer.Ordinal)];

        string Text(JsonObject document)
        {
            document["id"] = ((string)document["id"]!)[$"v{build}".Length..];
            foreach (var name in document.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList()) document.Remove(name);
            // What was counted and is gone again may never have been counted elsewhere.
            if (document["counters"] is JsonObject counters)
                document["counters"] = new JsonObject(counters.Where(counter => (long)counter.Value! != 0).OrderBy(counter => counter.Key, StringComparer.Ordinal).Select(counter => KeyValuePair.Create(counter.Key, counter.Value?.DeepClone())));
            return document["counters"] is JsonObject { Count: 0 } ? "" : document.ToJsonString();
        }
    }

    public async Task<(int Status, JsonNode Body)> GetAsync<TFunctions>(Func<TFunctions, HttpRequest, Task<IResult>> function, string query = "", string? token = null, string tenant = Cohort.Tenant)
        where TFunctions : class
    {
        var (status, _, text) = await GetTextAsync(query, function, token, tenant);
        return (status, JsonNode.Parse(text)!);
    }

    public async Task<(int Status, IHeaderDictionary Headers, string Text)> GetTextAsync<TFunctions>(
        string query, Func<TFunctions, HttpRequest, Task<IResult>> function, string? token = null, string tenant = Cohort.Tenant, string accept = "")
        where TFunctions : class
    {
        await using var scope = _services!.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set(new Caller(tenant, "staff-1", PersonId: null, new HashSet<Role> { Role.Staff }));
        context.Request.Method = "GET";
        context.Request.QueryString = new QueryString(query);
        context.Request.Headers.Accept = accept;
        if (token is not null) context.Request.Headers["If-Consistent-With"] = token;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await (await function(_services!.GetRequiredService<TFunctions>(), context.Request)).ExecuteAsync(context);
        return (context.Response.StatusCode, context.Response.Headers, Encoding.UTF8.GetString(answer.ToArray()));
    }
}
