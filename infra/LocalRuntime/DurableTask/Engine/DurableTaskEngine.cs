using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>
/// Runs orchestrations and activities, durably in a folder. Disposing of it without a stop drops what is running, as the
/// end of the process would.
/// </summary>
internal sealed class DurableTaskEngine : IAsyncDisposable
{
    private readonly GroupWriter _writer;
    private readonly Dispatcher _dispatcher;

    /// <param name="directory">Null keeps everything in memory.</param>
    public DurableTaskEngine(
        string? directory, DurableTaskRegistrations registrations, DurableTaskOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _writer = new GroupWriter(new Database(directory, DurableTaskSchema.Schema));
        TurnRunner runner = new(registrations, options, time, loggers);
        _dispatcher = new Dispatcher(_writer, runner, registrations, options, time, loggers);
        Client = new EngineClient(_writer, _dispatcher, new Rewinding(_writer, runner, _dispatcher), options, time);
    }

    public DurableTaskClient Client { get; }

    /// <summary>Goes on with what is stored.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) =>
        _writer.RunAsync(Recovery.Read, Recover).WaitAsync(cancellationToken);

    /// <summary>Lets running turns and activities end; what waits goes on at the next start.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _dispatcher.CloseAsync().WaitAsync(cancellationToken);

    /// <returns>Empty when there is no such instance.</returns>
    public Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string instanceId) => _writer.RunAsync<IReadOnlyList<HistoryEvent>>(
        database => Rows.Find(database, instanceId) is { } row ? Rows.History(database, row.Number) : []);

    public async ValueTask DisposeAsync()
    {
        await _dispatcher.AbandonAsync();
        await _writer.DisposeAsync();
        _dispatcher.Dispose();
    }

    private void Recover(Recovery stored)
    {
        foreach (var row in stored.Instances)
        {
            // What a client has started before runs already.
            if (_dispatcher.Find(row.Number) is not null) continue;
            var history = stored.Histories.GetValueOrDefault(row.Number) ?? [];
            var inbox = stored.Inbox[row.Number].ToList();
            _dispatcher.Add(row, [.. history, .. inbox.Select(message => message.Event)], isWhole: false);
            foreach (var message in inbox) _dispatcher.Post(_dispatcher.Find(row.Number)!, message);
        }
    }
}
