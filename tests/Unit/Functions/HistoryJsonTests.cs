using Microsoft.DurableTask;
using Serverless.LocalRuntime.DurableTask.Replay;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Functions.Durable.Http;

namespace Serverless.Unit.Functions;

public sealed class HistoryJsonTests
{
    private static readonly DateTime Start = new(2024, 1, 31, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_step_that_has_ended_is_one_event_with_both_times()
    {
        Assert.Equal(
            """
            [{"EventType":"TaskCompleted","ScheduledTime":"2024-01-31T00:00:00Z","FunctionName":"Add","Input":"[1]","Result":{"n":2},"Timestamp":"2024-01-31T00:00:05Z"}]
            """,
            Write(
                new(EventKind.TurnStarted, Start),
                new(EventKind.TaskScheduled, Start, 1) { Name = "Add", Data = "[1]" },
                new(EventKind.TurnStarted, Start.AddSeconds(6)),
                new(EventKind.TaskCompleted, Start.AddSeconds(5), 1) { Data = """{"n":2}""" }));
    }

    [Fact]
    public void Steps_on_their_way_are_shown_as_scheduled()
    {
        Assert.Equal(
            """
            [{"EventType":"TaskScheduled","Name":"Add","Input":"1","Timestamp":"2024-01-31T00:00:00Z"},{"EventType":"SubOrchestrationInstanceCreated","Name":"Other","Input":null,"InstanceId":"child","Timestamp":"2024-01-31T00:00:00Z"},{"EventType":"TimerCreated","FireAt":"2024-01-31T01:00:00Z","Timestamp":"2024-01-31T00:00:00Z"},{"EventType":"EventSent","InstanceId":"other","Name":"go","Input":"2","Timestamp":"2024-01-31T00:00:00Z"}]
            """,
            Write(
                new(EventKind.TurnStarted, Start),
                new(EventKind.TaskScheduled, Start, 1) { Name = "Add", Data = "1" },
                new(EventKind.ChildScheduled, Start, 2) { Name = "Other", Target = "child" },
                new(EventKind.TimerCreated, Start.AddHours(1), 3),
                new(EventKind.EventSent, Start, 4) { Name = "go", Data = "2", Target = "other" }));
    }

    [Fact]
    public void A_failure_tells_its_reason_and_its_details()
    {
        var failure = Failures.Write(new TaskFailureDetails("MyError", "broken", null, null, null));
        Assert.Equal(
            """
            [{"EventType":"SubOrchestrationInstanceFailed","Reason":"broken","Details":null,"FailureDetails":{"ErrorType":"MyError","ErrorMessage":"broken","StackTrace":null,"InnerFailure":null,"Properties":null},"Timestamp":"2024-01-31T00:00:00Z"}]
            """,
            Write(new HistoryEvent(EventKind.ChildFailed, Start, 1) { Data = failure }));
    }

    [Fact]
    public void What_is_done_to_an_instance_is_told_with_its_reason() => Assert.Equal(
        """
        [{"EventType":"ExecutionSuspended","Reason":"a","Timestamp":"2024-01-31T00:00:00Z"},{"EventType":"ExecutionResumed","Reason":"b","Timestamp":"2024-01-31T00:00:00Z"},{"EventType":"ExecutionRewound","Reason":"d","Timestamp":"2024-01-31T00:00:00Z"},{"EventType":"ExecutionTerminated","Input":"c","Timestamp":"2024-01-31T00:00:00Z"}]
        """,
        Write(
            new(EventKind.Suspended, Start) { Data = "a" },
            new(EventKind.Resumed, Start) { Data = "b" },
            new(EventKind.Rewound, Start) { Data = "d" },
            new(EventKind.Terminated, Start) { Data = "c" }));

    [Fact]
    public void An_instance_begins_with_its_input_and_ends_with_its_result_or_failure()
    {
        Assert.Equal(
            """
            [{"EventType":"ExecutionStarted","FunctionName":"Sum","Input":"7","Timestamp":"2024-01-31T00:00:00Z"},{"EventType":"ExecutionCompleted","OrchestrationStatus":"Completed","Result":8,"Timestamp":"2024-01-31T00:00:00Z"}]
            """,
            Write(
                new(EventKind.TurnStarted, Start),
                new(EventKind.ExecutionStarted, Start) { Name = "Sum" },
                new(EventKind.ExecutionCompleted, Start) { Name = "Completed", Data = "8" }));

        var failure = Failures.Write(new TaskFailureDetails("MyError", "broken", null, null, null));
        Assert.StartsWith(
            """[{"EventType":"ExecutionCompleted","OrchestrationStatus":"Failed","Reason":"broken",""",
            Write(new(EventKind.TurnStarted, Start), new(EventKind.ExecutionCompleted, Start) { Name = "Failed", Data = failure }),
            StringComparison.Ordinal);
    }

    private static string Write(params HistoryEvent[] history) => new HistoryJson("7", showInput: true, showOutput: true).Write(history).ToJsonString();
}
