namespace Serverless.LocalRuntime.ServiceBus.Messages;

/// <summary>Stored as numbers: they may only grow.</summary>
internal enum StoredState
{
    Ready = 0,
    Deferred = 1,
    Scheduled = 2,
    Locked = 3,
    LockedDeferred = 4,
}

/// <summary>A message as the broker holds it. Number is its row; Sequence is unique in its queue and its dead-letter queue.</summary>
internal sealed record StoredMessage(long Number, int Queue, long Sequence, StoredState State, Content Content)
{
    public int Deliveries { get; init; }

    public DateTimeOffset Enqueued { get; init; }

    /// <summary>Its sequence number in the queue or topic that it was first sent to.</summary>
    public long EnqueuedSequence { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public Guid? Token { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>The lock of the session under which it is locked.</summary>
    public Guid? Holder { get; init; }

    /// <summary>The queue it was dead-lettered in, when it was forwarded from there.</summary>
    public string? DeadLetterSource { get; init; }

    public string? Session => Content.View.SessionId;

    public bool IsLocked => State is StoredState.Locked or StoredState.LockedDeferred;

    public bool HasExpired(DateTimeOffset now) => Expires <= now;
}
