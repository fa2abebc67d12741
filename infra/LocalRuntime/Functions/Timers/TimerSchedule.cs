using System.Globalization;
using NCrontab;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Timers;

/// <summary>When a timer is due, in UTC: a cron expression of five or six fields, or a time span between two runs.</summary>
internal sealed class TimerSchedule
{
    private readonly Func<DateTime, DateTime> _next;

    private TimerSchedule(string text, Func<DateTime, DateTime> next)
    {
        Text = text;
        _next = next;
    }

    public string Text { get; }

    public static TimerSchedule Parse(string function, string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 }) is { } cron)
            return new(text, cron.GetNextOccurrence);
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
            return new(text, after => after + interval);
        throw StartException.Of(function, $"the schedule '{text}' is neither a cron expression of six fields nor a time span.");
    }

    public DateTime Next(DateTime after) => _next(after);

    /// <summary>Runs less than a minute apart are never made up for: the next one is near.</summary>
    public bool IsFrequent(DateTime now)
    {
        var first = Next(now);
        return Next(first) - first < TimeSpan.FromMinutes(1);
    }
}
