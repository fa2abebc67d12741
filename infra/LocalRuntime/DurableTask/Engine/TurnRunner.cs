using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.DurableTask.Replay;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>Runs an execution's turns, and says what they change.</summary>
internal sealed class TurnRunner(DurableTaskRegistrations registrations, DurableTaskOptions options, TimeProvider time, ILoggerFactory loggers)
{
    public DateTime Now => time.GetUtcNow().UtcDateTime;

    public Session Open(InstanceRow row, IReadOnlyList<HistoryEvent> history)
    {
        var (orchestrator, failure) = Create(row);
        Session session = new(orchestrator ?? MissingOrchestrator.Instance, row, options.Converter, options.DefaultVersion, loggers);
        if (failure is null) session.Replay(history);
        else session.Fail(failure);
        return session;
    }

    public async Task<Turn> RunAsync(LiveInstance live, Session session, IReadOnlyList<Message> messages)
    {
        var before = live.Row;
        var inputs = messages.Where(message => IsCurrent(message, before)).Select(message => message.Event).ToList();
        // What comes too late, for an execution before this one, is no turn.
        if (inputs.Count == 0 && !session.IsOver) return Nothing(live, messages);
        // A clock that is set back must not take an orchestration's time back.
        var now = Now > session.Context.Now ? Now : session.Context.Now;
        var asked = session.Execute(now, inputs);
        var startsOver = session is { IsOver: true, Termination: null, Failure: null, Context.Next: not null };
        var after = startsOver ? Renewed(before, session, now) : await ContinuedAsync(before, session, now);
        IEnumerable<HistoryEvent> entries = startsOver
            ? session.Context.Next!.PreservesEvents ? session.UnprocessedEvents : []
            : [.. inputs.SkipLast(session.Late.Count), .. asked];
        List<HistoryEvent> written = [new(EventKind.TurnStarted, now), .. entries];
        if (after.IsFinished)
            written.Add(new(EventKind.ExecutionCompleted, now) { Name = after.Status.ToString(), Data = after.Failure ?? after.Output });
        return new(before, after)
        {
            At = now,
            Position = startsOver ? 0 : live.HistoryLength,
            Entries = written,
            Decisions = asked,
            Taken = [.. messages.Where(message => !startsOver || !session.LeavesToNext(message)).Select(message => message.Inbox).OfType<long>()],
            ForChildren = session.Termination is { Target: HistoryEvent.Children } termination ? termination : null,
        };
    }

    private Turn Nothing(LiveInstance live, IReadOnlyList<Message> messages) => new(live.Row, live.Row)
    {
        At = Now,
        Position = live.HistoryLength,
        Entries = [],
        Decisions = [],
        Taken = [.. messages.Select(message => message.Inbox).OfType<long>()],
    };

    private (ITaskOrchestrator? Orchestrator, TaskFailureDetails? Failure) Create(InstanceRow row)
    {
        try
        {
            return registrations.TryCreateOrchestrator(row.Name, row.Version, out var orchestrator)
                ? (orchestrator, null)
                : (null, Failures.OrchestratorNotFound(row.Name));
        }
        // An orchestrator whose services cannot be made fails its instance.
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return (null, TaskFailureDetails.FromException(failure));
        }
    }

    private static bool IsCurrent(Message message, InstanceRow row) => message.Generation is null || message.Generation == row.Generation;

    private static InstanceRow Renewed(InstanceRow before, Session session, DateTime now)
    {
        var next = session.Context.Next!;
        return before with
        {
            Generation = before.Generation + 1,
            Version = next.Version ?? before.Version,
            Input = next.Input,
            CustomStatus = session.Context.CustomStatus,
            Status = OrchestrationRuntimeStatus.Running,
            Updated = now,
        };
    }

    private static async Task<InstanceRow> ContinuedAsync(InstanceRow before, Session session, DateTime now)
    {
        var row = before with { CustomStatus = session.Context.CustomStatus, Updated = now };
        if (session.Termination is { } termination) return row with { Status = OrchestrationRuntimeStatus.Terminated, Output = termination.Data };
        if (session.Failure is { } failure) return row with { Status = OrchestrationRuntimeStatus.Failed, Failure = Failures.Write(failure) };
        if (session.IsOver) return row with { Status = OrchestrationRuntimeStatus.Completed, Output = await session.OutputAsync() };
        return row with
        {
            Status = session.IsSuspended ? OrchestrationRuntimeStatus.Suspended
                : session.IsStarted ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending,
        };
    }

    private sealed class MissingOrchestrator : ITaskOrchestrator
    {
        public static readonly MissingOrchestrator Instance = new();

        public Type InputType => typeof(object);

        public Type OutputType => typeof(object);

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => throw new InvalidOperationException("It is never run.");
    }
}
