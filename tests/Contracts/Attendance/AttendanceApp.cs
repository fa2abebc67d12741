using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Domains;
using Serverless.Contracts.DurableTask;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Orchestrations.AttendanceImport;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Attendance;

/// <summary>The domain on a store of its own, among others that answer at once: one programme with sessions, and whoever is enrolled.</summary>
public sealed class AttendanceApp : IAsyncLifetime
{
    private readonly TemporaryDirectory _keys = new();
    private readonly LocalCosmosAccount _account;
    private readonly ConcurrentDictionary<Guid, EnrolmentStanding> _standings = [];
    private readonly TaskHub _hub = new();
    private ServiceProvider? _services;

    public AttendanceApp() => _account = LocalCosmosAccount.Open(new() { Time = StoreTime });

    public static DateTimeOffset Now { get; } = new(2027, 3, 2, 9, 5, 0, TimeSpan.Zero);

    public static Caller Staff { get; } = new("acme", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    public static Guid Programme { get; } = Guid.Parse("00000001-0000-4000-8000-000000000000");

    /// <summary>The first is on, those before it are over, one a day; the last is still to come.</summary>
    public static IReadOnlyList<PlannedSession> Sessions { get; } =
    [
        .. Enumerable.Range(0, 100).Select(i => new PlannedSession(Guid.NewGuid(), Now.AddMinutes(-5).AddDays(-i), Now.AddHours(8).AddDays(-i))),
        new(Guid.NewGuid(), Now.AddDays(1), Now.AddDays(1).AddHours(8)),
    ];

    /// <summary>By which documents expire.</summary>
    public ShiftedTime StoreTime { get; } = new();

    /// <summary>What Enrolments were told: person, session, whether attended, version.</summary>
    public ConcurrentQueue<(Guid PersonId, Guid SessionId, bool IsAttended, long Version)> Told { get; } = [];

    public Faults Faults => _account.Faults;

    /// <summary>Of the orchestrations, which run in memory.</summary>
    public DurableTaskClient Durable => _hub.Client;

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
        var plan = new ProgrammePlan("Welding", Sessions, [], MinimumAttendance: 80, MinimumPoints: 0, []);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new Morning())
            .AddSingleton(client)
            .AddSingleton(client.GetDatabase(CosmosConnection.Database))
            .AddSingleton<Cloud.Cosmos.Containers>()
            .AddKeys(settings)
            .AddRecords(settings)
            .AddProjections(settings)
            .AddAutomation(settings)
            .AddAttendance(settings)
            .AddAttendanceImport(settings)
            .AddSingleton<FindProgrammePlan>((_, id, _) => Task.FromResult(id == Programme ? plan : null))
            .AddSingleton<FindEnrolmentStanding>((_, person, _, _) => Task.FromResult(_standings.GetValueOrDefault(person)))
            .AddSingleton<RecordAttendedSession>((_, person, _, session, isAttended, version, _) =>
            {
                Told.Enqueue((person, session, isAttended, version));
                return Task.FromResult<Kernel.Results.Error?>(null);
            })
            .AddSingleton<AttendanceFunctions>()
            .AddSingleton<AttendedSessions>()
            .AddSingleton<AttendanceImportFunctions>()
            .AddSingleton<AttendanceImportActivities>()
            .AddSingleton<AttendanceImportQueue>()
            .BuildServiceProvider();
        await StartHubAsync();
        await Services.GetRequiredService<Cloud.Cosmos.Containers>().EnsureAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _services!.DisposeAsync();
        await _account.DisposeAsync();
        _keys.Dispose();
    }

    public Guid Enrolled(EnrolmentStanding standing = EnrolmentStanding.Active)
    {
        var person = Guid.NewGuid();
        _standings[person] = standing;
        return person;
    }

    public static Caller Learner(Guid person) => new("acme", $"learner-{person}", person, new HashSet<Role> { Role.Learner });

    public Task<Reply> CheckInAsync(Caller caller, Guid person, Guid session, string? status = null, string? note = null, string? key = null)
    {
        var body = new JsonObject { ["programmeId"] = Programme, ["sessionId"] = session };
        if (status is not null) body["status"] = status;
        if (note is not null) body["note"] = note;
        return CallAsync(caller, (f, request) => f.CheckInAsync(request, person, CancellationToken.None), body, key);
    }

    public Task<Reply> CallAsync(Caller caller, Func<AttendanceFunctions, HttpRequest, Task<IResult>> function, JsonNode? body = null, string? key = null, string? query = null) =>
        Services.CallAsync(caller, function, body, key, query: query);

    /// <summary>All documents of a container, as its change feed gives them.</summary>
    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container)
    {
        var found = new List<JsonObject>();
        using var pages = Services.GetRequiredService<Database>().GetContainer(container).GetItemQueryIterator<JsonObject>("SELECT * FROM c");
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    private async Task StartHubAsync()
    {
        var activities = Services.GetRequiredService<AttendanceImportActivities>();
        await _hub
            .Orchestrator<AttendanceImportCheckpoint, object?>(AttendanceImportOrchestration.Name, async (context, checkpoint) =>
            {
                await AttendanceImportOrchestration.RunAsync(context, checkpoint);
                return null;
            })
            .Activity<ImportSlice, ImportCounts>(AttendanceImportActivities.RecordRows, (_, slice) => activities.RecordRowsAsync(slice, CancellationToken.None))
            .Activity<ImportResult, object?>(AttendanceImportActivities.Finish, async (_, result) =>
            {
                await activities.FinishAsync(result, CancellationToken.None);
                return null;
            })
            .StartAsync();
    }

    private sealed class Morning : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
