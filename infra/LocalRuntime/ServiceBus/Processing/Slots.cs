namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>How many calls may run at the same time; the number may change while they run.</summary>
internal sealed class Slots(int count)
{
    private readonly Lock _gate = new();
    private int _count = count;
    private int _free = count;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Takes all that are free, at least one, at most max.</summary>
    public async Task<int> TakeAsync(int max, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_free > 0)
                {
                    var taken = Math.Min(_free, max);
                    _free -= taken;
                    return taken;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    public void Return(int taken) => Change(taken, resized: 0);

    public void Resize(int newCount)
    {
        lock (_gate) Change(newCount - _count, newCount - _count);
    }

    private void Change(int freed, int resized)
    {
        lock (_gate)
        {
            _count += resized;
            _free += freed;
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
