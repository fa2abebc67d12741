using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Projections.CertificateVerification;
using Serverless.Functions.Projections.PeopleDirectory;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Domains;

/// <summary>The domains as the app puts them together, on a store of their own; functions are called as the host calls them.</summary>
public sealed class DomainApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _keys = new();
    private readonly LocalCosmosAccount _account = LocalCosmosAccount.Open(new());
    private ServiceProvider? _services;

    public static Caller Staff { get; } = new("acme", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    public Faults Faults => _account.Faults;

    public RequestCounts Requests => _account.Requests;

    public IServiceProvider Services => _services!;

    public async Task InitializeAsync()
    {
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
            .AddSingleton<TimeProvider>(new Spring())
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddKeys(settings)
            .AddRecords(settings)
            .AddProjections(settings)
            .AddAutomation(settings)
            .AddPeople()
            .AddProgrammes()
            .AddApplications()
            .AddEnrolments()
            .AddCertificates()
            .AddPeopleDirectory()
            .AddCertificateVerification()
            .AddSingleton<PeopleFunctions>()
            .AddSingleton<ProgrammeFunctions>()
            .AddSingleton<ApplicationFunctions>()
            .AddSingleton<ReviewFunctions>()
            .AddSingleton<SeatFunctions>()
            .AddSingleton<EnrolmentFunctions>()
            .AddSingleton<CertificateFunctions>()
            .AddSingleton<CertificateVerificationTriggers>()
            .AddSingleton<CertificateVerificationQuery>()
            .BuildServiceProvider();
        await Services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _account.DisposeAsync();
        _keys.Dispose();
    }

    public Task<Reply> CallAsync<TFunctions>(
        Caller? caller, Func<TFunctions, HttpRequest, Task<IResult>> function, JsonNode? body = null, string? key = null, string? match = null, string? query = null)
        where TFunctions : class => Services.CallAsync(caller, function, body, key, match, query);

    /// <returns>The id of somebody newly registered.</returns>
    public async Task<Guid> RegisterAsync()
    {
        var details = new JsonObject { ["name"] = "Ada Example", ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" };
        var registered = await CallAsync<PeopleFunctions>(Staff, (f, request) => f.RegisterAsync(request, CancellationToken.None), details);
        Assert.Equal(StatusCodes.Status201Created, registered.Status);
        return registered.Id;
    }

    /// <summary>Everything of the applications' feed, once more.</summary>
    public async Task FeedAsync() => await Services.GetRequiredService<SeatFunctions>().FreeAsync(
        [.. (await DocumentsAsync("applications")).Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);

    /// <summary>All documents of a container, as its change feed gives them.</summary>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container)
    {
        var found = new List<JsonObject>();
        using var pages = Services.GetRequiredService<Database>().GetContainer(container).GetItemQueryIterator<JsonObject>("SELECT * FROM c");
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    private sealed class Spring : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}

public sealed record Reply(int Status, IHeaderDictionary Headers, JsonObject Body)
{
    public string? Code => (string?)Body["code"];

    public Guid Id => (Guid)Body["id"]!;

    public string Field(string name) => Body[name]!.ToString();
}
