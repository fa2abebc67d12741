using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>
/// One execution of an orchestrator in memory. It is brought up to date by replaying its history, and then lives on from
/// turn to turn.
/// </summary>
internal sealed class Session
{
    private readonly ITaskOrchestrator _orchestrator;
    private readonly InstanceRow _instance;
    private readonly DataConverter _converter;
    private readonly TurnContext _turn;
    private readonly Queue<HistoryEvent> _deferred = [];
    private readonly List<HistoryEvent> _late = [];
    private Task<string?>? _run;
    private volatile bool _violated;

    public Session(ITaskOrchestrator orchestrator, InstanceRow instance, DataConverter converter, string defaultVersion, ILoggerFactory loggers)
    {
        _orchestrator = orchestrator;
        _instance = instance;
        _converter = converter;
        _turn = new TurnContext(() => _violated = true);
        Context = new OrchestrationContext(instance, converter, defaultVersion, loggers, _turn);
    }

    public OrchestrationContext Context { get; }

    public bool IsSuspended { get; private set; }

    /// <summary>The termination that ended it.</summary>
    public HistoryEvent? Termination { get; private set; }

    public TaskFailureDetails? Failure { get; private set; }

    public bool IsStarted => _run is not null;

    /// <summary>Inputs of the last turn that came when the execution was over.</summary>
    public IReadOnlyList<HistoryEvent> Late => _late;

    /// <summary>Whether the next execution gets it, should this one start over.</summary>
    public bool LeavesToNext(Message message) => message.Generation is null && _late.Contains(message.Event, ReferenceEqualityComparer.Instance);

    public bool IsOver => Termination is not null || Failure is not null || _run is { IsCompleted: true };

    /// <summary>The serialized result; only of an execution that is over and neither failed nor terminated.</summary>
    public Task<string?> OutputAsync() => _run!;

    /// <summary>Events that the execution has left to the next one.</summary>
    public IEnumerable<HistoryEvent> UnprocessedEvents =>
        Context.UnprocessedEvents.Concat(_deferred.Where(deferred => deferred.Kind == EventKind.EventRaised));

    /// <summary>Ends an execution that cannot be run.</summary>
    public void Fail(TaskFailureDetails failure) => Failure ??= failure;

    public void Replay(IReadOnlyList<HistoryEvent> history)
    {
        Context.Replaying = true;
        for (var i = 0; i < history.Count && Failure is null;)
        {
            var start = history[i++];
            var inputs = Take(history, ref i, entry => !entry.IsDecision && entry.Kind != EventKind.TurnStarted);
            var decisions = Take(history, ref i, entry => entry.IsDecision);
            var asked = Execute(start.At, inputs);
            Failure ??= NonDeterminism.Find(_instance.Name, decisions, asked);
        }

        Context.Replaying = false;
    }

    /// <returns>What the orchestrator asked for in this turn.</returns>
    public IReadOnlyList<HistoryEvent> Execute(DateTime now, IReadOnlyList<HistoryEvent> inputs)
    {
        Context.Now = now;
        Context.Asked.Clear();
        Context.CancelledTimers.Clear();
        _late.Clear();
        try
        {
            foreach (var input in inputs) Receive(input);
        }
        // What an orchestrator throws outside of its own task, as from an async void, ends it and not the engine.
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(TaskFailureDetails.FromException(failure));
        }

        if (_violated || (_run is { IsCompleted: false } && Termination is null && !Context.IsWaiting)) Failure ??= NonDeterminism.NotDurable(_instance.Name);
        if (_run is { IsFaulted: true }) Failure ??= TaskFailureDetails.FromException(_run.Exception!.InnerException!);
        if (_run is { IsCanceled: true }) Failure ??= TaskFailureDetails.FromException(new TaskCanceledException(_run));
        return [.. Context.Asked];
    }

    private void Receive(HistoryEvent input)
    {
        if (IsOver)
        {
            _late.Add(input);
            return;
        }

        switch (input.Kind)
        {
            case EventKind.Terminated:
                Termination = input;
                break;
            case EventKind.Suspended:
                IsSuspended = true;
                break;
            case EventKind.Resumed:
                IsSuspended = false;
                while (!IsOver && _deferred.TryDequeue(out var deferred)) Deliver(deferred);
                break;
            default:
                if (IsSuspended) _deferred.Enqueue(input);
                else Deliver(input);
                break;
        }
    }

    private void Deliver(HistoryEvent input) => _turn.Run(() =>
    {
        switch (input.Kind)
        {
            case EventKind.ExecutionStarted:
                _run ??= StartAsync();
                break;
            case EventKind.EventRaised:
                Context.Raise(input);
                break;
            default:
                Context.Answer(input);
                break;
        }
    });

    /// <summary>An input or output that cannot be converted, or a throw before the first await, fails the orchestration and not its turn.</summary>
    private async Task<string?> StartAsync() => _converter.Serialize(
        await _orchestrator.RunAsync(Context, _converter.Deserialize(_instance.Input, _orchestrator.InputType)));

    private static List<HistoryEvent> Take(IReadOnlyList<HistoryEvent> history, ref int position, Func<HistoryEvent, bool> belongs)
    {
        List<HistoryEvent> taken = [];
        while (position < history.Count && belongs(history[position])) taken.Add(history[position++]);
        return taken;
    }
}
