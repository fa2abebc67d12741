using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.DurableTask;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.DurableTask.Engine;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>The task hub of the app: its durable functions and the engine that runs them, which starts when it is first needed.</summary>
internal sealed partial class DurableHub(
    HostJson settings, IConfiguration configuration, HostKeys keys, StateFolder state, TimeProvider time, ILoggerFactory loggers, IServiceProvider services)
    : IAsyncDisposable
{
    /// <summary>The name under which Azure keeps the key too.</summary>
    public const string SystemKey = "durabletask_extension";

    /// <summary>What Azure Functions calls the connection of a hub that names none.</summary>
    private const string UsualConnection = "Storage";

    private readonly Dictionary<string, string> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly DurableTaskRegistrations _registrations = new();
    private readonly Lock _changing = new();
    private Task<Running>? _running;
    private Task? _stopped;

    public string Name { get; } = HubName(settings.DurableTask.HubName, configuration);

    /// <summary>Whether a function asks for the engine in any way.</summary>
    public bool IsUsed { get; private set; }

    public void Use() => IsUsed = true;

    public void Add(string function, string name, ITaskOrchestrator orchestrator)
    {
        Use();
        if (!_orchestrators.TryAdd(name, function))
            throw StartException.Of(function, $"the orchestration '{name}' is run by the function '{_orchestrators[name]}' already.");
        _registrations.AddOrchestrator(name, () => orchestrator);
    }

    public void Add(string function, string name, ITaskActivity activity)
    {
        Use();
        if (!_activities.TryAdd(name, function))
            throw StartException.Of(function, $"the activity '{name}' is run by the function '{_activities[name]}' already.");
        _registrations.AddActivity(name, () => activity);
    }

    public bool IsOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public Task StartAsync() => RunningAsync();

    public async ValueTask<FunctionsDurableTaskClient> ClientAsync() => (await RunningAsync()).Client;

    public async Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string instanceId) => await (await RunningAsync()).Engine.ReadHistoryAsync(instanceId);

    /// <summary>Each durable function asks for it; the engine stops once.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_changing)
            return _stopped ??= _running is null ? Task.CompletedTask : EndAsync(_running, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_running is not { IsCompletedSuccessfully: true } running)
            return;
        var (engine, _, owned) = await running;
        await engine.DisposeAsync();
        owned.Dispose();
    }

    private Task<Running> RunningAsync()
    {
        lock (_changing)
            return _running ??= BeginAsync();
    }

    private async Task<Running> BeginAsync()
    {
        var owned = state.TryOwn($"durabletask/{Name}.owner")
            ?? throw new StartException($"Another host runs the task hub '{Name}' of this folder.");
        var engine = new DurableTaskEngine(state.Beside("durabletask", Name), _registrations, settings.DurableTask.Engine, time, loggers);
        await engine.StartAsync();
        var links = new ManagementLinks(Name, UsualConnection, keys.SystemKey(SystemKey), Authority);
        return new(engine, new(engine.Client, links, settings.DurableTask.ReplacesRunningInstances), owned);
    }

    private static async Task EndAsync(Task<Running> running, CancellationToken cancellationToken)
    {
        try
        {
            await (await running).Engine.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The time to wait for activities is over; they run again at the next start.
        }
    }

    private string? Authority() =>
        services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');

    private static string HubName(string name, IConfiguration configuration)
    {
        static StartException Wrong(string problem) => new($"{HostJson.FileName}: 'extensions.durableTask.hubName': {problem}");

        var resolved = configuration.Resolve(name, Wrong);
        return ValidName().IsMatch(resolved) ? resolved : throw Wrong($"'{resolved}' is no name for a hub: a letter, then 2 to 44 letters or digits.");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValidName();

    private sealed record Running(DurableTaskEngine Engine, FunctionsDurableTaskClient Client, IDisposable Owned);
}
