namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>
/// Runs an orchestrator's continuations one after the other, on the thread of its turn. A continuation that comes from
/// elsewhere means that the orchestrator awaited something that is not durable.
/// </summary>
internal sealed class TurnContext(Action violated) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = [];
    private int _thread;

    public bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId;

    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            action();
            while (_queue.TryDequeue(out var next)) next.Callback(next.State);
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent) _queue.Enqueue((d, state));
        else violated();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsCurrent) d(state);
        else violated();
    }

    public override SynchronizationContext CreateCopy() => this;
}
