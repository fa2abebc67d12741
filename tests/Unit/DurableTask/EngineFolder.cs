using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.DurableTask.Engine;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.Unit.Storage;

namespace Serverless.Unit.DurableTask;

/// <summary>A folder that engines are opened in one after the other, under a clock that the test moves.</summary>
internal sealed class EngineFolder : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("durable-");

    public string Folder => _directory.FullName;

    public TestTime Time { get; } = new();

    public DurableTaskRegistrations Registrations { get; } = new();

    public void Dispose() => _directory.Delete(recursive: true);

    public void Orchestrator(string name, Func<TaskOrchestrationContext, Task<string>> run) =>
        Registrations.AddOrchestrator(name, () => FuncTaskOrchestrator.Create<object?, string>((context, _) => run(context)));

    public async Task<DurableTaskEngine> OpenAsync(DurableTaskOptions? options = null, ILoggerFactory? loggers = null)
    {
        DurableTaskEngine engine = new(_directory.FullName, Registrations, options ?? new(), Time, loggers ?? NullLoggerFactory.Instance);
        await engine.StartAsync();
        return engine;
    }

    public static Task<string> StartAsync(DurableTaskEngine engine, string name, StartOrchestrationOptions? options = null) =>
        engine.Client.ScheduleNewOrchestrationInstanceAsync(name, null, options ?? new StartOrchestrationOptions("i"));

    public static Task<OrchestrationMetadata> EndAsync(DurableTaskEngine engine) =>
        engine.Client.WaitForInstanceCompletionAsync("i", getInputsAndOutputs: true).WaitAsync(Deadline.Patience);

    /// <summary>Runs a statement beside the engine.</summary>
    public void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(Folder, "durabletask.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of the test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public async Task AdvanceUntilAsync(Task reached, TimeSpan step)
    {
        using CancellationTokenSource patience = new(Deadline.Patience);
        while (!reached.IsCompleted)
        {
            Time.Advance(step);
            await Task.Delay(5, patience.Token);
        }

        await reached;
    }

    public static async Task UntilAsync(DurableTaskEngine engine, Func<IReadOnlyList<HistoryEvent>, bool> condition)
    {
        using CancellationTokenSource patience = new(Deadline.Patience);
        while (!condition(await engine.ReadHistoryAsync("i"))) await Task.Delay(5, patience.Token);
    }
}
