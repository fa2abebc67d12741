using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>What an orchestrator sees. Each thing it asks for becomes a numbered step; the session answers open steps.</summary>
internal sealed class OrchestrationContext(
    InstanceRow instance, DataConverter converter, string defaultVersion, ILoggerFactory loggers, TurnContext turn)
    : TaskOrchestrationContext
{
    private readonly Dictionary<int, Action<HistoryEvent>> _open = [];
    private readonly EventBuffer _events = new();
    private int _lastStep;
    private int _guids;

    public List<HistoryEvent> Asked { get; } = [];

    /// <summary>Timers given up in this turn.</summary>
    public List<int> CancelledTimers { get; } = [];

    /// <summary>Whether any input could make it go on.</summary>
    public bool IsWaiting => _open.Count > 0 || _events.IsWaitedFor;

    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    public string? CustomStatus { get; private set; } = instance.CustomStatus;

    public NextExecution? Next { get; private set; }

    public IEnumerable<HistoryEvent> UnprocessedEvents => _events.Buffered;

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.Id;

    public override string Version => instance.Version;

    public override ParentOrchestrationInstance? Parent => instance.Parent is { } parent ? new(parent.Name, parent.Id) : null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    protected override ILoggerFactory LoggerFactory => loggers;

    /// <summary>Answers an open step; an answer that nobody waits for any more is dropped.</summary>
    public void Answer(HistoryEvent answer)
    {
        if (_open.Remove(answer.Task, out var complete)) complete(answer);
    }

    public void Raise(HistoryEvent raised) => _events.Raise(raised);

    public override T? GetInput<T>()
        where T : default => converter.Deserialize<T>(instance.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (input is TaskOptions && options is null)
            throw new ArgumentException("The input is a TaskOptions, and there are no options: was it meant as these?", nameof(input));
        var data = converter.Serialize(input);
        return Retrying.RunAsync(this, options?.Retry, () => CallAsync<TResult>(new(EventKind.TaskScheduled, Now)
        {
            Name = name.Name,
            Data = data,
            Version = options?.Version?.Version ?? instance.Version,
        }));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var data = converter.Serialize(input);
        var sub = options as SubOrchestrationOptions;
        return Retrying.RunAsync(this, options?.Retry, () => CallAsync<TResult>(new(EventKind.ChildScheduled, Now)
        {
            Name = orchestratorName.Name,
            Data = data,
            Version = (sub?.Version ?? options?.Version)?.Version ?? defaultVersion,
            Tags = InstanceRow.Write(options?.Tags),
            Target = sub?.InstanceId ?? $"{instance.Id}:{instance.Number:x}.{instance.Generation:x}.{_lastStep + 1:x}",
        }));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var (step, fired) = Ask<object>(new(EventKind.TimerCreated, fireAt.ToUniversalTime()));
        using var registration = cancellationToken.Register(() =>
        {
            if (!_open.Remove(step)) return;
            CancelledTimers.Add(step);
            fired.SetCanceled(cancellationToken);
        });
        await fired.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        CheckThread();
        return _events.WaitAsync(eventName, data => converter.Deserialize<T>(data)!, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        CheckThread();
        Asked.Add(new(EventKind.EventSent, Now, ++_lastStep) { Name = eventName, Data = converter.Serialize(payload), Target = instanceId });
    }

    public override void SetCustomStatus(object? customStatus) => CustomStatus = converter.Serialize(customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Next = new(converter.Serialize(newInput), null, preserveUnprocessedEvents);

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Next = new(converter.Serialize(options.NewInput), string.IsNullOrWhiteSpace(options.NewVersion) ? null : options.NewVersion, options.PreserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{instance.Id}/{instance.Generation}/{Now.Ticks}/{++_guids}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private Task<T> CallAsync<T>(HistoryEvent step) => Ask<T>(step).Answer.Task;

    private (int Step, TaskCompletionSource<T> Answer) Ask<T>(HistoryEvent asked)
    {
        CheckThread();
        var step = ++_lastStep;
        // Continuations run at once, within the turn: their order is then that of the history.
        TaskCompletionSource<T> answer = new();
        Asked.Add(asked with { Task = step });
        _open.Add(step, entry => Complete(answer, asked.Name ?? string.Empty, entry));
        return (step, answer);
    }

    private void Complete<T>(TaskCompletionSource<T> answer, string name, HistoryEvent entry)
    {
        if (entry.IsFailure)
        {
            answer.SetException(new TaskFailedException(name, entry.Task, Failures.Read(entry.Data!)));
            return;
        }

        T? result;
        try
        {
            result = converter.Deserialize<T>(entry.Data);
        }
        // A result of another shape than the caller expects is the caller's to handle; what is thrown depends on the converter.
#pragma warning disable CA1031
        catch (Exception mismatch)
#pragma warning restore CA1031
        {
            answer.SetException(mismatch);
            return;
        }

        answer.SetResult(result!);
    }

    private void CheckThread()
    {
        if (!turn.IsCurrent) throw new InvalidOperationException("An orchestration's context may only be used on the thread of its turn.");
    }
}
