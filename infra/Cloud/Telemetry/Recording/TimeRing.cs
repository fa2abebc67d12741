namespace Serverless.Cloud.Telemetry.Recording;

/// <summary>The last quarter of an hour in slots of fifteen seconds; what is older is overwritten, so that memory stays bounded.</summary>
internal sealed class TimeRing<T>
    where T : class, new()
{
    private readonly (long Number, T? Value)[] _slots = new (long, T?)[TimeRing.Slots];

    /// <summary>What belongs to this moment.</summary>
    public T At(DateTimeOffset now)
    {
        var number = TimeRing.NumberOf(now);
        ref var slot = ref _slots[number % TimeRing.Slots];
        if (slot.Value is null || slot.Number != number) slot = (number, new T());
        return slot.Value;
    }

    /// <summary>Every slot of the window, the oldest first; those in which nothing happened have no value.</summary>
    public IEnumerable<(DateTimeOffset From, T? Value)> Window(DateTimeOffset now)
    {
        var last = TimeRing.NumberOf(now);
        for (var number = last - TimeRing.Slots + 1; number <= last; number++)
        {
            var slot = _slots[number % TimeRing.Slots];
            yield return (TimeRing.StartOf(number), slot.Number == number ? slot.Value : null);
        }
    }
}

internal static class TimeRing
{
    public const int Slots = 60;

    public static readonly TimeSpan Slot = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan Window = Slots * Slot;

    public static long NumberOf(DateTimeOffset time) => time.UtcTicks / Slot.Ticks;

    public static DateTimeOffset StartOf(long number) => new(number * Slot.Ticks, TimeSpan.Zero);
}
