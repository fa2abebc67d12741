using System.Globalization;
using NCrontab;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Timers;

/// <summary>When a timer is due, in UTC: a cron expression of five or six fields in a time zone, or a time span between two runs.</summary>
internal sealed class TimerSchedule
{
    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(string text, Func<DateTime, DateTime> next)
    {
        Text = text;
        _next = next;
    }

    public string Text { get; }

    public static TimerSchedule Parse(string function, string text, TimeZoneInfo zone)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields.Length == 6 }) is { } cron)
            return new(text, IsEveryHour(fields) ? after => NextElapsed(cron, zone, after) : after => NextOnTheWall(cron, zone, after));
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
            return new(text, after => after + interval);
        throw StartException.Of(function, $"the schedule '{text}' is neither a cron expression of six fields nor a time span.");
    }

    /// <remarks>The kind of a time decides in which zone it is read, and cron expressions lose it.</remarks>
    public DateTime Next(DateTime after) => DateTime.SpecifyKind(_next(DateTime.SpecifyKind(after, DateTimeKind.Utc)), DateTimeKind.Utc);

    /// <summary>Runs less than a minute apart are never made up for: the next one is near.</summary>
    public bool IsFrequent(DateTime now)
    {
        var first = Next(now);
        return Next(first) - first < TimeSpan.FromMinutes(1);
    }

    private static bool IsEveryHour(string[] fields) => fields[^4].Contains('*', StringComparison.Ordinal);

    /// <summary>What runs every so many minutes or hours goes on at that pace while clocks are changed.</summary>
    private static DateTime NextElapsed(CrontabSchedule cron, TimeZoneInfo zone, DateTime after)
    {
        var offset = zone.GetUtcOffset(after);
        return cron.GetNextOccurrence(after + offset) - offset;
    }

    /// <summary>What runs at an hour runs once on every such day: at the first of two such times, and an hour later where there is none.</summary>
    private static DateTime NextOnTheWall(CrontabSchedule cron, TimeZoneInfo zone, DateTime after)
    {
        var wall = DateTime.SpecifyKind(after + zone.GetUtcOffset(after), DateTimeKind.Unspecified);
        while (true)
        {
            wall = cron.GetNextOccurrence(wall);
            var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max()
                : zone.IsInvalidTime(wall) ? zone.GetUtcOffset(wall.AddDays(-1))
                : zone.GetUtcOffset(wall);
            var next = wall - offset;
            // In the second of two equal hours, the time of the first has passed.
            if (next > after)
                return next;
        }
    }
}
