namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Calculations with instants; null when the result lies outside the calendar, or the part has no such calculation.</summary>
internal static class DateArithmetic
{
    public static DateTime? OfTicks(Int128 ticks) =>
        ticks >= DateTimeText.First.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc) : null;

    public static DateTime? Add(DateTime instant, DateTimePart part, long count)
    {
        if (DateTimeParts.Nanoseconds(part) is { } length) return OfTicks(instant.Ticks + Rounded((Int128)count * length));
        if (part == DateTimePart.Weekday) return null;
        var months = (Int128)count * (part == DateTimePart.Year ? 12 : 1);
        var month = MonthNumber(instant) + months;
        return month >= MonthNumber(DateTimeText.First) && month <= MonthNumber(DateTime.MaxValue) ? instant.AddMonths((int)months) : null;
    }

    /// <summary>How many boundaries of the part lie between the instants. Nanoseconds wrap round at 64 bits, as they do in the service.</summary>
    public static long? Boundaries(DateTime start, DateTime end, DateTimePart part) => part switch
    {
        DateTimePart.Year => end.Year - start.Year,
        DateTimePart.Month => MonthNumber(end) - MonthNumber(start),
        DateTimePart.Weekday => null,
        _ => unchecked((long)(Nanoseconds(end) / DateTimeParts.Nanoseconds(part)!.Value - Nanoseconds(start) / DateTimeParts.Nanoseconds(part)!.Value)),
    };

    /// <summary>The start of the bin that the instant falls into, where one bin starts at the origin.</summary>
    public static DateTime? Bin(DateTime instant, DateTime origin, DateTimePart part, double size)
    {
        if (DateTimeParts.Nanoseconds(part) is not { } length) return null;
        var ticks = Math.Truncate(size * length / DateTimeParts.NanosecondsPerTick);
        if (ticks is not (>= 1 and < long.MaxValue)) return null;
        var bin = (long)ticks;
        var elapsed = instant.Ticks - origin.Ticks;
        var bins = elapsed / bin - (elapsed % bin < 0 ? 1 : 0);
        return OfTicks(origin.Ticks + (Int128)bins * bin);
    }

    private static Int128 Rounded(Int128 nanoseconds)
    {
        var half = nanoseconds < 0 ? -DateTimeParts.NanosecondsPerTick / 2 : DateTimeParts.NanosecondsPerTick / 2;
        return (nanoseconds + half) / DateTimeParts.NanosecondsPerTick;
    }

    private static int MonthNumber(DateTime instant) => instant.Year * 12 + instant.Month - 1;

    private static Int128 Nanoseconds(DateTime instant) => (Int128)instant.Ticks * DateTimeParts.NanosecondsPerTick;
}
