namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>Runs what it is given in order, so many at once; without work it holds no thread.</summary>
internal sealed class WorkPool<T>(int size, Func<T, Task> runAsync)
{
    private readonly Lock _lock = new();
    private readonly Queue<T> _queue = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _closed;

    /// <param name="whileDraining">Taken even when the pool is closed, as long as something runs.</param>
    public void Add(T work, bool whileDraining = false)
    {
        lock (_lock)
        {
            if (_closed && !(whileDraining && _running > 0)) return;
            _queue.Enqueue(work);
            if (_running == size) return;
            _running++;
        }

        // Without the context of whoever adds it: what an activity or a request holds there is not for the work of others.
        ThreadPool.UnsafeQueueUserWorkItem(static pool => _ = pool.DrainAsync(), this, preferLocal: false);
    }

    /// <summary>Takes nothing more. Ends with what is running, and with what is waiting too if it is to be drained.</summary>
    public Task CloseAsync(bool drain)
    {
        lock (_lock)
        {
            _closed = true;
            if (!drain) _queue.Clear();
            if (_running == 0) _ended.TrySetResult();
        }

        return _ended.Task;
    }

    private async Task DrainAsync()
    {
        while (TryTake(out var work)) await runAsync(work);
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T work)
    {
        lock (_lock)
        {
            if (_queue.TryDequeue(out work)) return true;
            if (--_running == 0 && _closed) _ended.TrySetResult();
            return false;
        }
    }
}
