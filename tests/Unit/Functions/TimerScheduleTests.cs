using System.Globalization;
using Serverless.LocalRuntime.Functions.Timers;

namespace Serverless.Unit.Functions;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2024-02-28 23:58:00", "2024-02-29 00:00:00")]
    [InlineData("*/15 * * * * *", "2024-01-01 00:00:01", "2024-01-01 00:00:15")]
    [InlineData("0 30 9 * * Mon-Fri", "2024-03-01 10:00:00", "2024-03-04 09:30:00")]
    [InlineData("0 0 0 1 Jan *", "2024-01-01 00:00:00", "2025-01-01 00:00:00")]
    [InlineData("30 4 * * *", "2024-01-01 05:00:00", "2024-01-02 04:30:00")]
    [InlineData("01:30:00", "2024-01-01 05:00:00", "2024-01-01 06:30:00")]
    public void The_next_run_is_after_the_last(string schedule, string after, string next) =>
        Assert.Equal(Time(next), TimerSchedule.Parse("f", schedule, TimeZoneInfo.Utc).Next(Time(after)));

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("00:00:59", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("0 0 0 1 1 *", false)]
    public void Runs_less_than_a_minute_apart_are_frequent(string schedule, bool frequent) =>
        Assert.Equal(frequent, TimerSchedule.Parse("f", schedule, TimeZoneInfo.Utc).IsFrequent(Time("2024-01-01 00:00:00")));

    /// <summary>In Berlin, clocks go from 2:00 to 3:00 on 2024-03-31 and from 3:00 to 2:00 on 2024-10-27, both at 1:00 UTC.</summary>
    [Theory]
    [InlineData("0 30 9 * * *", "2024-01-15 12:00:00", "2024-01-16 08:30:00", "2024-01-17 08:30:00")]
    [InlineData("0 30 9 * * *", "2024-07-15 12:00:00", "2024-07-16 07:30:00", "2024-07-17 07:30:00")]
    [InlineData("0 30 2 * * *", "2024-03-30 12:00:00", "2024-03-31 01:30:00", "2024-04-01 00:30:00")]
    [InlineData("0 30 2 * * *", "2024-10-26 12:00:00", "2024-10-27 00:30:00", "2024-10-28 01:30:00")]
    [InlineData("0 30 2 * * *", "2024-10-27 01:10:00", "2024-10-28 01:30:00", "2024-10-29 01:30:00")]
    [InlineData("0 30 * * * *", "2024-03-31 00:00:00", "2024-03-31 00:30:00", "2024-03-31 01:30:00")]
    [InlineData("0 30 * * * *", "2024-10-27 00:00:00", "2024-10-27 00:30:00", "2024-10-27 01:30:00")]
    [InlineData("06:00:00", "2024-03-30 22:00:00", "2024-03-31 04:00:00", "2024-03-31 10:00:00")]
    public void A_schedule_in_a_time_zone_runs_once_a_day_and_every_hour_while_clocks_change(string schedule, string after, string first, string second)
    {
        var berlin = TimerSchedule.Parse("f", schedule, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal(Time(first), berlin.Next(Time(after)));
        Assert.Equal(Time(second), berlin.Next(berlin.Next(Time(after))));
        Assert.Equal(DateTimeKind.Utc, berlin.Next(Time(after)).Kind);
    }

    private static DateTime Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
