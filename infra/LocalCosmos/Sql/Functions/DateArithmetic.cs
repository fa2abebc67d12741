namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Calculations with instants; null when the result is no instant between the years 1 and 9999.</summary>
internal static class DateArithmetic
{
    public static DateTime? OfTicks(Int128 ticks) =>
        ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc) : null;

    public static DateTime? Add(DateTime instant, DateTimePart part, long count)
    {
        if (DateTimeParts.Nanoseconds(part) is { } length)
        {
            return OfTicks(instant.Ticks + (Int128)count * length / DateTimeParts.NanosecondsPerTick);
        }

        var months = (Int128)count * (part == DateTimePart.Year ? 12 : 1);
        var month = MonthNumber(instant) + months;
        return month >= MonthNumber(DateTime.MinValue) && month <= MonthNumber(DateTime.MaxValue) ? instant.AddMonths((int)months) : null;
    }

    /// <summary>How many boundaries of the part lie between the instants.</summary>
    public static double Boundaries(DateTime start, DateTime end, DateTimePart part)
    {
        if (part == DateTimePart.Year) return end.Year - start.Year;
        if (part == DateTimePart.Month) return MonthNumber(end) - MonthNumber(start);
        var length = DateTimeParts.Nanoseconds(part)!.Value;
        return (double)(Nanoseconds(end) / length - Nanoseconds(start) / length);
    }

    /// <summary>The start of the bin that the instant falls into, where one bin starts at the origin.</summary>
    public static DateTime? Bin(DateTime instant, DateTime origin, DateTimePart part, long size)
    {
        if (DateTimeParts.Nanoseconds(part) is not { } length) return null;
        var bin = (Int128)length * size;
        var elapsed = Nanoseconds(instant) - Nanoseconds(origin);
        var bins = elapsed / bin - (elapsed % bin < 0 ? 1 : 0);
        return OfTicks((Nanoseconds(origin) + bins * bin) / DateTimeParts.NanosecondsPerTick);
    }

    private static int MonthNumber(DateTime instant) => instant.Year * 12 + instant.Month - 1;

    private static Int128 Nanoseconds(DateTime instant) => (Int128)instant.Ticks * DateTimeParts.NanosecondsPerTick;
}
