namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>Stored as numbers: they may only grow. Inputs come from outside an orchestrator, decisions from within.</summary>
internal enum EventKind
{
    TurnStarted = 1,
    ExecutionStarted = 2,
    TaskCompleted = 3,
    TaskFailed = 4,
    TimerFired = 5,
    ChildCompleted = 6,
    ChildFailed = 7,
    EventRaised = 8,
    Suspended = 9,
    Resumed = 10,
    Terminated = 11,
    Rewound = 12,

    TaskScheduled = 20,
    TimerCreated = 21,
    ChildScheduled = 22,
    EventSent = 23,
    ExecutionCompleted = 24,
}

/// <summary>One line of an instance's history. Task is the number of the step that it belongs to.</summary>
internal sealed record HistoryEvent(EventKind Kind, DateTime At, int Task = 0)
{
    /// <summary>The target of a termination that takes the children too.</summary>
    public const string Children = "children";

    public string? Name { get; init; }

    public string? Data { get; init; }

    public string? Version { get; init; }

    /// <summary>The instance that a decision is aimed at; for a termination, whether it takes the children.</summary>
    public string? Target { get; init; }

    /// <summary>Those of a sub-orchestration.</summary>
    public string? Tags { get; init; }

    public bool IsDecision => Kind >= EventKind.TaskScheduled;

    public bool IsFailure => Kind is EventKind.TaskFailed or EventKind.ChildFailed;

    public string Describe() => Kind switch
    {
        EventKind.TaskScheduled => $"activity '{Name}'",
        EventKind.TimerCreated => "a timer",
        EventKind.ChildScheduled => $"sub-orchestration '{Name}'",
        EventKind.EventSent => $"sending event '{Name}'",
        _ => Kind.ToString(),
    };
}
