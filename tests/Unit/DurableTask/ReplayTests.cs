using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.DurableTask.Replay;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.Unit.DurableTask;

public sealed class ReplayTests
{
    private static readonly DateTime Noon = new(2030, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly HistoryEvent Start = new(EventKind.ExecutionStarted, Noon);

    [Fact]
    public async Task A_replayed_session_goes_on_as_a_live_one()
    {
        var live = Open(TwoStepsAsync);
        List<HistoryEvent> history = [new(EventKind.TurnStarted, Noon), Start, .. live.Execute(Noon, [Start])];
        var answer = Completed(1, "\"a\"");

        var replayed = Open(TwoStepsAsync);
        replayed.Replay(history);
        Assert.Null(replayed.Failure);
        Assert.Equal(live.Execute(Noon, [answer]), replayed.Execute(Noon, [answer]));

        replayed.Execute(Noon, [Completed(2, "\"b\"")]);
        Assert.True(replayed.IsOver);
        Assert.Equal("\"ab\"", await replayed.OutputAsync());
    }

    [Fact]
    public void A_changed_orchestrator_fails_and_names_the_step()
    {
        var live = Open(TwoStepsAsync);
        List<HistoryEvent> history = [new(EventKind.TurnStarted, Noon), Start, .. live.Execute(Noon, [Start])];

        var changed = Open(async (context, _) => await context.CallActivityAsync<string>("Other"));
        changed.Replay(history);

        Assert.Contains("step 1 was activity 'First' in its history, and is activity 'Other' on replay", changed.Failure!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_comes_early_is_kept_until_it_is_waited_for()
    {
        var session = Open(async (context, _) => await context.WaitForExternalEvent<string>("go"));
        session.Execute(Noon, [new(EventKind.EventRaised, Noon) { Name = "GO", Data = "\"now\"" }, Start]);
        Assert.Equal("\"now\"", await session.OutputAsync());
    }

    [Fact]
    public void A_failed_step_is_tried_again_after_a_durable_timer()
    {
        var session = Open(async (context, _) => await context.CallActivityAsync<string>(
            "First", options: TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1)))));
        session.Execute(Noon, [Start]);
        var failure = Failures.Write(TaskFailureDetails.FromException(new InvalidOperationException("no")));

        var timer = Assert.Single(session.Execute(Noon, [new(EventKind.TaskFailed, Noon, 1) { Data = failure }]));
        Assert.Equal((EventKind.TimerCreated, Noon.AddMinutes(1)), (timer.Kind, timer.At));
        Assert.Equal(EventKind.TaskScheduled, Assert.Single(session.Execute(timer.At, [new(EventKind.TimerFired, timer.At, 2)])).Kind);

        session.Execute(timer.At, [new(EventKind.TaskFailed, timer.At, 3) { Data = failure }]);
        Assert.Equal(typeof(TaskFailedException).FullName, session.Failure!.ErrorType);
        Assert.True(session.Failure.InnerFailure!.IsCausedBy<InvalidOperationException>());
    }

    [Fact]
    public async Task A_suspended_session_takes_its_answers_when_it_is_resumed()
    {
        var session = Open(async (context, _) => await context.CallActivityAsync<string>("First"));
        session.Execute(Noon, [Start, new(EventKind.Suspended, Noon), Completed(1, "\"a\"")]);
        Assert.False(session.IsOver);
        session.Execute(Noon, [new(EventKind.Resumed, Noon)]);
        Assert.Equal("\"a\"", await session.OutputAsync());
    }

    private static async Task<string> TwoStepsAsync(TaskOrchestrationContext context, string input) =>
        await context.CallActivityAsync<string>("First", input) + await context.CallActivityAsync<string>("Second", input);

    private static HistoryEvent Completed(int step, string data) => new(EventKind.TaskCompleted, Noon, step) { Data = data };

    private static Session Open(Func<TaskOrchestrationContext, string, Task<string>> orchestrator) => new(
        FuncTaskOrchestrator.Create(orchestrator), new InstanceRow(1, "i", "Example", ""), JsonDataConverter.Default, "", NullLoggerFactory.Instance);
}
