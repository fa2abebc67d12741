using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.Functions.Durable.Http;

/// <summary>
/// A history as the management endpoints show it: a step that has ended is one event, which says when it was scheduled too.
/// </summary>
/// <param name="input">Of the instance, which keeps it outside its history.</param>
internal sealed class HistoryJson(string? input, bool showInput, bool showOutput)
{
    private readonly Dictionary<int, (HistoryEvent Event, DateTime At)> _scheduled = [];
    private DateTime _turn;

    public JsonArray Write(IReadOnlyList<HistoryEvent> history)
    {
        var ended = history.Where(entry => IsEnd(entry.Kind)).Select(entry => entry.Task).ToHashSet();
        var shown = new JsonArray();
        foreach (var entry in history)
        {
            if (entry.Kind == EventKind.TurnStarted)
                _turn = entry.At;
            else if (IsStart(entry.Kind) && ended.Contains(entry.Task))
                _scheduled[entry.Task] = (entry, _turn);
            else
                shown.Add(Write(entry));
        }
        return shown;
    }

    private static bool IsStart(EventKind kind) => kind is EventKind.TaskScheduled or EventKind.ChildScheduled;

    private static bool IsEnd(EventKind kind) =>
        kind is EventKind.TaskCompleted or EventKind.TaskFailed or EventKind.ChildCompleted or EventKind.ChildFailed;

    private JsonObject Write(HistoryEvent entry)
    {
        var json = new JsonObject { ["EventType"] = Name(entry.Kind) };
        switch (entry.Kind)
        {
            case EventKind.ExecutionStarted:
                json["FunctionName"] = entry.Name;
                AddInput(json, input);
                break;
            case EventKind.TaskScheduled or EventKind.ChildScheduled:
                json["Name"] = entry.Name;
                AddInput(json, entry.Data);
                if (entry.Kind == EventKind.ChildScheduled)
                    json["InstanceId"] = entry.Target;
                break;
            case EventKind.TaskCompleted or EventKind.ChildCompleted:
                AddSchedule(json, entry);
                AddResult(json, entry.Data);
                break;
            case EventKind.TaskFailed or EventKind.ChildFailed:
                AddSchedule(json, entry);
                AddFailure(json, entry.Data!);
                break;
            case EventKind.EventRaised:
                json["Name"] = entry.Name;
                AddInput(json, entry.Data);
                break;
            case EventKind.EventSent:
                json["InstanceId"] = entry.Target;
                json["Name"] = entry.Name;
                AddInput(json, entry.Data);
                break;
            case EventKind.TimerCreated:
                json["FireAt"] = entry.At;
                break;
            case EventKind.Suspended or EventKind.Resumed or EventKind.Rewound:
                json["Reason"] = entry.Data;
                break;
            case EventKind.Terminated:
                AddInput(json, entry.Data);
                break;
            case EventKind.ExecutionCompleted:
                json["OrchestrationStatus"] = entry.Name;
                if (entry.Name == nameof(OrchestrationRuntimeStatus.Failed))
                    AddFailure(json, entry.Data!);
                else
                    AddResult(json, entry.Data);
                break;
        }
        // A decision's own time may be another, such as the one a timer is set to; it was made in the turn.
        json["Timestamp"] = entry.IsDecision ? _turn : entry.At;
        return json;
    }

    private static string Name(EventKind kind) => kind switch
    {
        EventKind.ChildScheduled => "SubOrchestrationInstanceCreated",
        EventKind.ChildCompleted => "SubOrchestrationInstanceCompleted",
        EventKind.ChildFailed => "SubOrchestrationInstanceFailed",
        EventKind.Suspended => "ExecutionSuspended",
        EventKind.Resumed => "ExecutionResumed",
        EventKind.Terminated => "ExecutionTerminated",
        EventKind.Rewound => "ExecutionRewound",
        _ => kind.ToString(),
    };

    private void AddSchedule(JsonObject json, HistoryEvent entry)
    {
        if (!_scheduled.TryGetValue(entry.Task, out var scheduled))
            return;
        json["ScheduledTime"] = scheduled.At;
        json["FunctionName"] = scheduled.Event.Name;
        AddInput(json, scheduled.Event.Data);
    }

    private void AddInput(JsonObject json, string? data)
    {
        if (showInput)
            json["Input"] = data;
    }

    private void AddResult(JsonObject json, string? data)
    {
        if (showOutput)
            json["Result"] = InstanceJson.Payload(data);
    }

    private static void AddFailure(JsonObject json, string data)
    {
        var failure = Failures.Read(data);
        json["Reason"] = failure.ErrorMessage;
        json["Details"] = failure.StackTrace;
        json["FailureDetails"] = InstanceJson.Payload(data);
    }
}
