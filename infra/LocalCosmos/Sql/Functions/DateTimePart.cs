namespace Serverless.LocalCosmos.Sql.Functions;

internal enum DateTimePart
{
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    Weekday,
}

internal static class DateTimeParts
{
    public const int NanosecondsPerTick = 100;

    public static DateTimePart? Find(string name) => name.ToUpperInvariant() switch
    {
        "YEAR" or "YYYY" or "YY" => DateTimePart.Year,
        "MONTH" or "MM" or "M" => DateTimePart.Month,
        "DAY" or "DD" or "D" => DateTimePart.Day,
        "HOUR" or "HH" => DateTimePart.Hour,
        "MINUTE" or "MI" or "N" => DateTimePart.Minute,
        "SECOND" or "SS" or "S" => DateTimePart.Second,
        "MILLISECOND" or "MS" => DateTimePart.Millisecond,
        "MICROSECOND" or "MCS" => DateTimePart.Microsecond,
        "NANOSECOND" or "NS" => DateTimePart.Nanosecond,
        "WEEKDAY" or "DW" => DateTimePart.Weekday,
        _ => null,
    };

    public static int Read(DateTime instant, DateTimePart part) => part switch
    {
        DateTimePart.Year => instant.Year,
        DateTimePart.Month => instant.Month,
        DateTimePart.Day => instant.Day,
        DateTimePart.Hour => instant.Hour,
        DateTimePart.Minute => instant.Minute,
        DateTimePart.Second => instant.Second,
        DateTimePart.Millisecond => instant.Millisecond,
        DateTimePart.Microsecond => (int)(instant.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond),
        DateTimePart.Nanosecond => (int)(instant.Ticks % TimeSpan.TicksPerSecond) * NanosecondsPerTick,
        DateTimePart.Weekday => (int)instant.DayOfWeek,
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>How many nanoseconds the part lasts; null for what has no fixed length.</summary>
    public static long? Nanoseconds(DateTimePart part) => part switch
    {
        DateTimePart.Year or DateTimePart.Month or DateTimePart.Weekday => null,
        DateTimePart.Day => TimeSpan.TicksPerDay * NanosecondsPerTick,
        DateTimePart.Hour => TimeSpan.TicksPerHour * NanosecondsPerTick,
        DateTimePart.Minute => TimeSpan.TicksPerMinute * NanosecondsPerTick,
        DateTimePart.Second => TimeSpan.TicksPerSecond * NanosecondsPerTick,
        DateTimePart.Millisecond => TimeSpan.TicksPerMillisecond * NanosecondsPerTick,
        DateTimePart.Microsecond => TimeSpan.TicksPerMicrosecond * NanosecondsPerTick,
        DateTimePart.Nanosecond => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}
