using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>
/// Holds the instances that are not finished and drives their turns: run, write, and after the commit start what follows.
/// What changes the set of instances runs after commits only, in their order.
/// </summary>
internal sealed partial class Dispatcher : IDisposable
{
    private static readonly TimeSpan RetryWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, LiveInstance> _live = [];
    private readonly CancellationTokenSource _closed = new();
    private readonly GroupWriter _writer;
    private readonly TurnRunner _runner;
    private readonly SessionCache _sessions;
    private readonly Steps _steps;
    private readonly WorkPool<LiveInstance> _turns;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public Dispatcher(
        GroupWriter writer, TurnRunner runner, DurableTaskRegistrations registrations, DurableTaskOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _writer = writer;
        _time = time;
        _logger = loggers.CreateLogger("DurableTask.Engine");
        _runner = runner;
        _sessions = new SessionCache(options.MaxCachedSessions);
        _turns = new WorkPool<LiveInstance>(options.MaxConcurrentOrchestrations, RunTurnAsync);
        ActivityRunner activities = new(registrations, options.Converter, time, _logger, Post);
        _steps = new Steps(new WorkPool<ActivityCall>(options.MaxConcurrentActivities, activities.RunAsync), new TimerQueue(time, Fire));
        Closed = _closed.Token;
    }

    /// <summary>From then on no instance goes on, and waiting for one is in vain.</summary>
    public CancellationToken Closed { get; }

    public LiveInstance? Find(long number) => _live.GetValueOrDefault(number);

    public void Post(LiveInstance live, Message message)
    {
        if (live.Post(message)) _turns.Add(live);
    }

    /// <summary>Takes in an instance that is stored, and goes on with what its history, and what is on its way to it, leave open.</summary>
    /// <param name="isWhole">Whether the row holds its input.</param>
    public void Add(InstanceRow row, IReadOnlyList<HistoryEvent> history, bool isWhole)
    {
        LiveInstance live = new(row, isWhole);
        _live[live.Number] = live;
        if (row.Status != OrchestrationRuntimeStatus.Pending) live.Started.TrySetResult(row);
        _steps.Start(live, row, history);
        if (history.All(entry => entry.Kind != EventKind.ExecutionStarted)) Start(live);
    }

    /// <summary>Forgets an instance whose place another has taken.</summary>
    public void Drop(LiveInstance live)
    {
        InvalidOperationException replaced = new($"The orchestration instance {live.Row.Id} was replaced by another with its ID.");
        live.Started.TrySetException(replaced);
        live.Finished.TrySetException(replaced);
        End(live);
    }

    public async Task CloseAsync()
    {
        await _steps.CloseAsync();
        await _turns.CloseAsync(drain: true);
        await _closed.CancelAsync();
    }

    /// <summary>What runs goes on, but nothing comes of it any more.</summary>
    public async Task AbandonAsync()
    {
        _ = _steps.CloseAsync();
        _ = _turns.CloseAsync(drain: false);
        await _closed.CancelAsync();
    }

    public void Dispose()
    {
        _steps.Dispose();
        _closed.Dispose();
    }

    private void Start(LiveInstance live)
    {
        if (live.Row.StartAt is { } at && at > _time.GetUtcNow().UtcDateTime) _steps.SetTimer(live, at, DueTimer.Start);
        else Post(live, Begin(live));
    }

    private Message Begin(LiveInstance live) =>
        new(new(EventKind.ExecutionStarted, _time.GetUtcNow().UtcDateTime) { Name = live.Row.Name }, live.Row.Generation);

    private void Fire(DueTimer timer) => Post(
        timer.Instance,
        timer.Step == DueTimer.Start ? Begin(timer.Instance) : new(new(EventKind.TimerFired, timer.At, timer.Step), timer.Generation));

    private async Task RunTurnAsync(LiveInstance live)
    {
        var messages = live.Take();
        try
        {
            if (await OpenAsync(live) is not { } session)
            {
                foreach (var message in messages) message.Accepted?.TrySetResult();
                return;
            }

            var turn = await _runner.RunAsync(live, session, messages);
            List<Message> back = [.. messages.Where(message => turn.StartsOver && session.LeavesToNext(message))];
            int[] cancelled = [.. session.Context.CancelledTimers];
            var written = await _writer.RunAsync(database => TurnWriter.Write(database, turn), effects => Apply(live, turn, effects, cancelled, back));
            foreach (var message in messages)
            {
                // Of an instance that has been replaced meanwhile, there is no next execution.
                if (message.Accepted is not null && (written is null || !back.Contains(message))) message.Accepted.TrySetResult();
            }
        }
        catch (ObjectDisposedException)
        {
            // The engine has been closed: whoever waits hears of that.
        }
        catch (IOException failure)
        {
            LogNotWritten(_logger, live.Row.Id, failure);
            foreach (var message in messages) message.Accepted?.TrySetException(failure);
            live.Undo(messages.Where(message => message.Accepted is null));
            await Task.Delay(RetryWait, _time);
            _turns.Add(live);
        }
    }

    /// <returns>Null when the instance has been replaced meanwhile.</returns>
    private async Task<Replay.Session?> OpenAsync(LiveInstance live)
    {
        if (live.Session is { } open) return open;
        var (row, history) = live.IsNew
            ? (live.Row, [])
            : await _writer.RunAsync(database => (Rows.Get(database, live.Number), Rows.History(database, live.Number)));
        if (row is null) return null;
        var session = _runner.Open(row, history);
        live.Open(session, row, history.Count);
        return session;
    }

    private void Apply(LiveInstance live, Turn turn, TurnEffects? effects, int[] cancelled, List<Message> back)
    {
        if (effects is null) return;
        live.Row = turn.After;
        live.HistoryLength = turn.Position + turn.Entries.Count;
        if (turn.StartsOver) Renew(live);
        // What was asked for before an instance started over still runs, but nobody waits for it.
        _steps.Start(live, turn.Before, turn.StartsOver ? [.. turn.Decisions.Where(step => step.Kind == EventKind.TaskScheduled)] : turn.Decisions);
        foreach (var step in cancelled) _steps.CancelTimer(live, step);
        foreach (var entry in turn.Entries)
        {
            if (entry.Kind == EventKind.TimerFired) _steps.CancelTimer(live, entry.Task);
        }

        foreach (var child in effects.Children) Add(child, [], isWhole: true);
        foreach (var (number, message) in effects.Messages)
        {
            if (Find(number) is { } target) Post(target, message);
        }

        if (turn.After.Status != OrchestrationRuntimeStatus.Pending) live.Started.TrySetResult(turn.After);
        if (turn.After.IsFinished) End(live);
        // What activities have brought is still written when the engine is closed: they would run again.
        else if (live.EndTurn(back)) _turns.Add(live, whileDraining: live.HasResults);
        _sessions.Touch(live);
    }

    private void Renew(LiveInstance live)
    {
        _steps.CancelTimers(live);
        live.Renew();
        Post(live, Begin(live));
    }

    private void End(LiveInstance live)
    {
        _live.TryRemove(new(live.Number, live));
        _steps.CancelTimers(live);
        foreach (var late in live.End()) late.Accepted?.TrySetResult();
        live.Started.TrySetResult(live.Row);
        live.Finished.TrySetResult(live.Row);
        _sessions.Remove(live);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of instance {Instance} could not be written; it is tried again.")]
    private static partial void LogNotWritten(ILogger logger, string instance, Exception failure);
}
