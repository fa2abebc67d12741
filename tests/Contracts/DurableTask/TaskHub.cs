using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.Contracts.DurableTask;

/// <summary>
/// A worker with the orchestrators and activities of one test, and its client. The one place that knows which engine runs
/// them.
/// </summary>
internal sealed class TaskHub : IAsyncDisposable
{
    private readonly DurableTaskRegistrations _registrations = new();
    private DurableTaskEngine? _engine;

    public DurableTaskClient Client => _engine!.Client;

    public TaskHub Orchestrator<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> run, string version = "")
    {
        _registrations.AddOrchestrator(name, () => FuncTaskOrchestrator.Create(run), version);
        return this;
    }

    public TaskHub Activity<TInput, TOutput>(string name, Func<TaskActivityContext, TInput, Task<TOutput>> run)
    {
        _registrations.AddActivity(name, () => FuncTaskActivity.Create(run));
        return this;
    }

    public TaskHub Activity<TInput, TOutput>(string name, Func<TInput, TOutput> run) =>
        Activity<TInput, TOutput>(name, (_, input) => Task.FromResult(run(input)));

    /// <summary>Starts an instance and waits for its end.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync(name, input, options);
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
    }

    public async Task<TaskHub> StartAsync()
    {
        _engine = new DurableTaskEngine(null, _registrations, new DurableTaskOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await _engine.StartAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is null) return;
        await _engine.StopAsync();
        await _engine.DisposeAsync();
    }
}
