using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Contracts.Backends;
using Serverless.Contracts.DurableTask;
using Serverless.Functions.Platform.Lifecycle;

namespace Serverless.Contracts.Lifecycle;

/// <summary>Histories of whatever orchestration go when their time is over, and not before.</summary>
[Trait("Requirement", "S130")]
public sealed class HistoryPurgeTests : IAsyncLifetime
{
    private static readonly SubjectInstances Subjects = new("testing");
    private static readonly HistoryOptions Options = new();

    private readonly ShiftedTime _time = new();
    private readonly TaskHub _hub = new();

    public async Task InitializeAsync()
    {
        _hub.Orchestrator<string?, string?>("Ends", (_, input) => Task.FromResult(input));
        _hub.Orchestrator<string?, string?>("Fails", (_, _) => throw new InvalidOperationException("It fails."));
        _hub.Orchestrator<string?, string?>("Waits", async (context, _) => await context.WaitForExternalEvent<string>("never"));
        await _hub.StartAsync();
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task What_is_over_for_long_enough_is_purged_however_it_ended_and_what_runs_stays()
    {
        await RunAsync("Ends", "rebuild-1");
        await RunAsync("Fails", "ledger-transfer-1");
        await _hub.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new StartOrchestrationOptions("waiting-1"));
        await _hub.Client.WaitForInstanceStartAsync("waiting-1");

        _time.Advance(Options.Life - TimeSpan.FromMinutes(1));
        await PurgeAsync();
        Assert.Equal(["ledger-transfer-1", "rebuild-1", "waiting-1"], await LeftAsync());

        _time.Advance(TimeSpan.FromMinutes(2));
        await PurgeAsync();
        Assert.Equal(["waiting-1"], await LeftAsync());
    }

    [Fact]
    public async Task Those_about_one_person_go_sooner()
    {
        var about = Subjects.IdOf(new SubjectPlace("acme", $"{Guid.NewGuid()}"), Guid.NewGuid());
        await RunAsync("Ends", about);
        await RunAsync("Ends", "rebuild-2");

        _time.Advance(Options.LifeOfSubjects - TimeSpan.FromMinutes(1));
        await PurgeOfSubjectsAsync();
        Assert.Equal(2, (await LeftAsync()).Count);

        _time.Advance(TimeSpan.FromMinutes(2));
        await PurgeOfSubjectsAsync();
        Assert.Equal(["rebuild-2"], await LeftAsync());
    }

    [Fact]
    public async Task Either_purge_takes_those_about_one_person()
    {
        await RunAsync("Ends", Subjects.IdOf(new SubjectPlace("acme", $"{Guid.NewGuid()}"), Guid.NewGuid()));
        _time.Advance(Options.LifeOfSubjects + TimeSpan.FromMinutes(1));
        await PurgeAsync();
        Assert.Empty(await LeftAsync());
    }

    private async Task RunAsync(string name, string id) => await _hub.RunAsync(name, options: new StartOrchestrationOptions(id));

    private Task PurgeAsync() => Purge().PurgeAsync(new TimerInfo(), _hub.Client, CancellationToken.None);

    private Task PurgeOfSubjectsAsync() => Purge().PurgeOfSubjectsAsync(new TimerInfo(), _hub.Client, CancellationToken.None);

    private HistoryPurge Purge() => new([Subjects], Options, _time);

    private async Task<IReadOnlyList<string>> LeftAsync()
    {
        var left = new List<string>();
        await foreach (var instance in _hub.Client.GetAllInstancesAsync(new OrchestrationQuery())) left.Add(instance.InstanceId);
        return [.. left.Order(StringComparer.Ordinal)];
    }
}
