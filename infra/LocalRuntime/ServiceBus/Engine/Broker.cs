using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>
/// The queues and topics of one namespace. Every operation is a turn in the store's own order and is answered after its
/// commit; receivers that find nothing wait to be woken, and one timer ends locks, delays and lives.
/// </summary>
internal sealed partial class Broker : IAsyncDisposable
{
    /// <summary>What a timer can wait for; nobody waits longer than that without asking again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private readonly EntityCatalog _entities;
    private readonly GroupWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Alarm _alarm;
    private readonly CancellationTokenSource _closing = new();

    private Broker(string? directory, BusTopology topology, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _log = loggers.CreateLogger<Broker>();
        _alarm = new(time, () => _ = SweepAsync());
        var database = new Database(directory, BusSchema.Schema);
        try
        {
            _entities = new(database, topology);
        }
        catch
        {
            database.Dispose();
            throw;
        }

        _writer = new(database);
    }

    public TimeProvider Time => _time;

    /// <param name="directory">Null keeps everything in memory.</param>
    public static async Task<Broker> OpenAsync(string? directory, BusTopology topology, TimeProvider time, ILoggerFactory loggers)
    {
        var broker = new Broker(directory, topology, time, loggers);
        try
        {
            await broker.RunAsync(Expiring.ReleaseAll);
            await broker.SweepAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="ServiceBusException">There is no such queue or topic.</exception>
    public Entity Target(string path) => _entities.Target(path);

    /// <exception cref="ServiceBusException">There is no such queue or subscription.</exception>
    public MessageQueue Source(string path) => _entities.Source(path);

    public Task<List<long>> SendAsync(Entity entity, IReadOnlyList<Content> contents) =>
        RunAsync(turn => Sending.Send(turn, entity, contents));

    /// <summary>Runs a turn whose result is known at once.</summary>
    public Task<T> RunAsync<T>(Func<Turn, T> work) => RunAsync(work, committed: null);

    public Task RunAsync(Action<Turn> work) => RunAsync(turn =>
    {
        work(turn);
        return 0;
    });

    /// <summary>Runs a turn again whenever there may be something to receive, until it has a result.</summary>
    /// <returns>Null when the time has passed in vain.</returns>
    public async Task<T?> WaitAsync<T>(Waiting waiting, Func<Turn, T?> work)
        where T : class
    {
        Cancellation.Check(waiting.Cancellation);
        var (queue, session) = (waiting.Queue, waiting.Session);
        var deadline = _time.GetUtcNow() + (waiting.Time < LongestWait ? waiting.Time : LongestWait);
        using var end = waiting.End(_closing.Token);
        for (var woken = false; ; woken = true)
        {
            Waiters.Waiter? waiter = null;
            T? found;
            try
            {
                // Within the commit: what comes later finds the waiter in its place.
                found = await RunAsync(work, result => waiter = result is null ? queue.Waiters.Add(session) : null);
            }
            catch when (woken)
            {
                // What it was woken for is still there, for the next.
                queue.Waiters.Wake(session, 1);
                throw;
            }

            if (found is not null) return found;
            var left = deadline - _time.GetUtcNow();
            try
            {
                if (!await queue.Waiters.WaitAsync(waiter!, left < TimeSpan.Zero ? TimeSpan.Zero : left, _time, end.Token)) return null;
            }
            catch (OperationCanceledException) when (!waiting.Cancellation.IsCancellationRequested)
            {
                throw waiting.HasEnded ? new ObjectDisposedException(nameof(ServiceBusReceiver)) : BusErrors.Closed();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _alarm.Dispose();
        await _closing.CancelAsync();
        await _writer.DisposeAsync();
        _closing.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<Turn, T> work, Action<T>? committed)
    {
        Turn? turn = null;
        try
        {
            return await _writer.RunAsync(
                database => work(turn = new(database, _entities, _time.GetUtcNow())),
                result =>
                {
                    committed?.Invoke(result);
                    turn!.WakeReceivers();
                    _alarm.Set(turn.Due);
                });
        }
        catch (ObjectDisposedException)
        {
            throw BusErrors.Closed();
        }
        catch (IOException failure)
        {
            throw BusErrors.NotStored(failure);
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await RunAsync(Expiring.Sweep, _alarm.Set);
        }
        catch (ServiceBusException) when (_closing.IsCancellationRequested)
        {
            // The next start sweeps.
        }
        catch (Exception failure)
        {
            // Nobody waits for this work, and what is due stays due.
            LogSweepFailed(failure);
            _alarm.Set(_time.GetUtcNow() + TimeSpan.FromSeconds(1));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Locks and lives that have ended could not be written down; trying again in a second.")]
    private partial void LogSweepFailed(Exception failure);
}
