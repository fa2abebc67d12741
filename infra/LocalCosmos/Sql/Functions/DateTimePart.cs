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
}

internal static class DateTimeParts
{
    public const int NanosecondsPerTick = 100;

    public static DateTimePart? Find(string name) => name switch
    {
        "year" or "yyyy" or "yy" => DateTimePart.Year,
        "month" or "mm" or "m" => DateTimePart.Month,
        "day" or "dd" or "d" => DateTimePart.Day,
        "hour" or "hh" => DateTimePart.Hour,
        "minute" or "mi" or "n" => DateTimePart.Minute,
        "second" or "ss" or "s" => DateTimePart.Second,
        "millisecond" or "ms" => DateTimePart.Millisecond,
        "microsecond" or "mcs" => DateTimePart.Microsecond,
        "nanosecond" or "ns" => DateTimePart.Nanosecond,
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
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>How many nanoseconds the part lasts; null for months and years, whose length varies.</summary>
    public static long? Nanoseconds(DateTimePart part) => part switch
    {
        DateTimePart.Year or DateTimePart.Month => null,
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
