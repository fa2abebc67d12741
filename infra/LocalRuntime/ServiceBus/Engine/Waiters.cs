namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>
/// Receivers that wait for something to receive, first come first served; those of a session wait apart. A signal that comes
/// to one that has given up goes to the next.
/// </summary>
internal sealed class Waiters
{
    private readonly Lock _gate = new();
    private readonly List<Waiter> _waiting = [];

    /// <param name="session">Null waits for whatever comes: a message, or a session that is free.</param>
    public Waiter Add(string? session)
    {
        var waiter = new Waiter(session);
        lock (_gate) _waiting.Add(waiter);
        return waiter;
    }

    /// <summary>Wakes at most count of those that wait for the session, or, when it is null, for none in particular.</summary>
    public void Wake(string? session, int count)
    {
        lock (_gate)
        {
            for (var i = 0; i < _waiting.Count && count > 0; i++)
            {
                var waiter = _waiting[i];
                if (waiter.Session != session) continue;
                count--;
                _waiting.RemoveAt(i--);
                waiter.Signal();
            }
        }
    }

    /// <returns>False when the time has passed in vain.</returns>
    public async Task<bool> WaitAsync(Waiter waiter, TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            await waiter.Signalled.WaitAsync(time, clock, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return GaveUp();
        }
        catch (OperationCanceledException)
        {
            GaveUp();
            throw;
        }

        bool GaveUp()
        {
            bool signalled;
            lock (_gate) signalled = !_waiting.Remove(waiter);
            if (signalled) Wake(waiter.Session, 1);
            return false;
        }
    }

    internal sealed class Waiter(string? session)
    {
        private readonly TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Session => session;

        public Task Signalled => _signal.Task;

        public void Signal() => _signal.SetResult();
    }
}
