namespace Serverless.LocalRuntime.ServiceBus.Messages;

/// <summary>On the wire a point in time is a number of milliseconds.</summary>
internal static class Timestamps
{
    public static DateTime Truncate(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));

    public static DateTimeOffset Truncate(DateTimeOffset time) => new(Truncate(time.UtcDateTime), TimeSpan.Zero);
}
