namespace Serverless.Contracts.Backends;

/// <summary>The real clock, ahead (or behind) by what tests have asked for. It never goes back, and timers tick in real time.</summary>
public sealed class ShiftedTime(TimeSpan ahead = default) : TimeProvider
{
    private long _ahead = ahead.Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
