using Serverless.Cloud.Telemetry;

namespace Serverless.Cloud.Archives;

/// <summary>
/// Request units that work without a hurry may spend in a second. What each piece of it has cost, as the store has charged it, is waited for
/// before the next one begins: there is nothing to save up, so nobody else ever meets a burst.
/// </summary>
/// <param name="perSecond">Null where the work may spend what it likes.</param>
public sealed class RequestUnitBudget(double? perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _started = time.GetTimestamp();

    /// <summary>Since the start: by then all that was spent is paid for.</summary>
    private TimeSpan _paidAt;

    private double _spent;

    /// <summary>All that was spent, in request units.</summary>
    public double Spent
    {
        get
        {
            lock (_lock) return _spent;
        }
    }

    /// <summary>Does a piece of work when there is budget for it.</summary>
    public async Task<T> SpendAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        var began = await BeginAsync(cancellation);
        var charge = RequestCharges.Begin();
        try
        {
            return await work();
        }
        finally
        {
            Pay(began, charge.Total);
        }
    }

    /// <inheritdoc cref="SpendAsync{T}"/>
    public Task SpendAsync(Func<Task> work, CancellationToken cancellation) => SpendAsync(async () =>
    {
        await work();
        return true;
    }, cancellation);

    private async Task<TimeSpan> BeginAsync(CancellationToken cancellation)
    {
        // Again where others have spent something meanwhile.
        while (true)
        {
            var now = time.GetElapsedTime(_started);
            TimeSpan wait;
            lock (_lock) wait = _paidAt - now;
            if (wait <= TimeSpan.Zero) return now;
            await Task.Delay(wait, time, cancellation);
        }
    }

    private void Pay(TimeSpan began, double charge)
    {
        lock (_lock)
        {
            _spent += charge;
            if (perSecond is not { } budget) return;
            _paidAt = (_paidAt > began ? _paidAt : began) + TimeSpan.FromSeconds(charge / budget);
        }
    }
}
