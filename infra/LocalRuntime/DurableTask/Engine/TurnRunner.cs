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
        if (!registrations.TryCreateOrchestrator(row.Name, row.Version, out var orchestrator))
        {
            Session none = new(MissingOrchestrator.Instance, row, options.Converter, loggers);
            none.Fail(new("OrchestratorTaskNotFound", $"No orchestrator task named '{row.Name}' was found.", null, null, null));
            return none;
        }

        Session session = new(orchestrator, row, options.Converter, loggers);
        session.Replay(history);
        return session;
    }

    public async Task<Turn> RunAsync(LiveInstance live, Session session, IReadOnlyList<Message> messages)
    {
        var before = live.Row;
        var inputs = messages.Where(message => IsCurrent(message, before)).Select(message => message.Event).ToList();
        // A clock that is set back must not take an orchestration's time back.
        var now = Now > session.Context.Now ? Now : session.Context.Now;
        var asked = session.Execute(now, inputs);
        var startsOver = session is { IsOver: true, Termination: null, Failure: null, Context.Next: not null };
        var after = startsOver ? Renewed(before, session, now) : await ContinuedAsync(before, session, now);
        IEnumerable<HistoryEvent> entries = startsOver
            ? session.Context.Next!.PreserveUnprocessedEvents ? session.Context.UnprocessedEvents : []
            : [.. inputs.Except(session.Late), .. asked];
        List<HistoryEvent> written = [new(EventKind.TurnStarted, now), .. entries];
        if (after.IsFinished)
            written.Add(new(EventKind.ExecutionCompleted, now) { Name = after.Status.ToString(), Data = after.Failure ?? after.Output });
        return new(before, after)
        {
            At = now,
            Position = startsOver ? 0 : live.HistoryLength,
            Entries = written,
            Decisions = asked,
            Taken = [.. messages.Where(message => message.Inbox is not null && !ComesBack(message, session, startsOver)).Select(message => message.Inbox!.Value)],
            ForChildren = session.Termination is { Target: not null } termination ? termination : null,
        };
    }

    /// <summary>What an execution did not take, because it had started over before, is for the next one.</summary>
    public static bool ComesBack(Message message, Session session, bool startsOver) =>
        startsOver && message.Generation is null && session.Late.Contains(message.Event, ReferenceEqualityComparer.Instance);

    private static bool IsCurrent(Message message, InstanceRow row) => message.Generation is null || message.Generation == row.Generation;

    private InstanceRow Renewed(InstanceRow before, Session session, DateTime now)
    {
        var next = session.Context.Next!;
        return before with
        {
            Generation = before.Generation + 1,
            Version = next.NewVersion ?? before.Version,
            Input = options.Converter.Serialize(next.NewInput),
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
