using System.Collections.Concurrent;
using Serverless.Kernel.Ids;

namespace Serverless.Cloud.Telemetry.Recording;

/// <summary>
/// What this process has done in the last quarter of an hour, for its operators, without anything else that would have to run.
/// Its size depends on how many functions and read models the app declares, and on nothing that callers do.
/// </summary>
public sealed class Recorder(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Track<FunctionSlot>> _functions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Track<LagSlot>> _followers = new(StringComparer.Ordinal);

    public static TimeSpan Window => TimeRing.Window;

    public static TimeSpan Slot => TimeRing.Slot;

    /// <summary>Names this process among those that run the app.</summary>
    public Guid Instance { get; } = Uuid.New();

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    internal void Record(MeasuredFunction function, TimeSpan duration, bool hasFailed, double charge) =>
        _functions.GetOrAdd(function.Name, _ => new(function)).Change(time.GetUtcNow(), slot => slot.Add(duration, hasFailed, charge));

    internal void Lag(string follower, TimeSpan lag) =>
        _followers.GetOrAdd(follower, _ => new(null)).Change(time.GetUtcNow(), slot => slot.Add(lag));

    /// <summary>Of functions that ran within the window, by name.</summary>
    public IReadOnlyList<FunctionFigures> Functions()
    {
        var now = time.GetUtcNow();
        return [.. _functions.Values.Select(track => track.Read(now, slots => FunctionFigures.Of(track.Function!, slots)))
            .Where(figures => figures.Calls > 0).OrderBy(figures => figures.Function.Name, StringComparer.Ordinal)];
    }

    /// <summary>How far a read model or reaction lagged behind, slot by slot, the oldest first.</summary>
    public IReadOnlyList<LagPoint> LagOf(string follower)
    {
        var now = time.GetUtcNow();
        return _followers.GetOrAdd(follower, _ => new(null))
            .Read(now, slots => slots.Select(slot => new LagPoint(slot.From, slot.Value?.Most, slot.Value?.Events ?? 0)).ToList());
    }

    private sealed class Track<T>(MeasuredFunction? function)
        where T : class, new()
    {
        private readonly TimeRing<T> _ring = new();

        public MeasuredFunction? Function => function;

        public void Change(DateTimeOffset now, Action<T> change)
        {
            lock (_ring) change(_ring.At(now));
        }

        public TResult Read<TResult>(DateTimeOffset now, Func<IEnumerable<(DateTimeOffset From, T? Value)>, TResult> read)
        {
            lock (_ring) return read(_ring.Window(now));
        }
    }
}

/// <param name="From">The beginning of the slot.</param>
/// <param name="Most">How long the slowest event of the slot took; null where there was none.</param>
public sealed record LagPoint(DateTimeOffset From, TimeSpan? Most, long Events);

internal sealed class LagSlot
{
    public TimeSpan? Most { get; private set; }

    public long Events { get; private set; }

    public void Add(TimeSpan lag)
    {
        Events++;
        if (Most is null || lag > Most) Most = lag;
    }
}

internal sealed class FunctionSlot
{
    public LatencyHistogram Latency { get; } = new();

    public long Failures { get; private set; }

    public double Charge { get; private set; }

    public void Add(TimeSpan duration, bool hasFailed, double charge)
    {
        Latency.Add(duration);
        if (hasFailed) Failures++;
        Charge += charge;
    }
}
