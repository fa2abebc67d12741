namespace Serverless.LocalCosmos.Storage;

internal enum WorkKind
{
    /// <summary>Changes items, and is expected to keep what it has changed.</summary>
    Items,

    /// <summary>Changes items, and may take its changes back.</summary>
    Batch,

    /// <summary>May change anything: settings, history, the index. It runs alone and ends with a commit.</summary>
    Upkeep,
}

/// <summary>A write that waits for its turn.</summary>
internal abstract class Work(WorkKind kind, CancellationToken cancellation)
{
    public WorkKind Kind { get; } = kind;

    public Exception? Failure { get; set; }

    protected CancellationToken Cancellation { get; } = cancellation;

    public bool IsCancelled => Cancellation.IsCancellationRequested;

    public abstract void Run(WriteTransaction transaction);

    /// <summary>Tells the caller: the result, the work's own failure, or that it was cancelled before it began.</summary>
    public abstract void Complete();
}

internal sealed class Work<T>(Func<WriteTransaction, T> body, WorkKind kind, CancellationToken cancellation)
    : Work(kind, cancellation)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private bool _ran;

    public Task<T> Task => _done.Task;

    public override void Run(WriteTransaction transaction)
    {
        _result = body(transaction);
        _ran = true;
    }

    public override void Complete()
    {
        if (Failure is not null) _done.SetException(Failure);
        else if (_ran) _done.SetResult(_result!);
        else _done.SetCanceled(Cancellation);
    }
}
