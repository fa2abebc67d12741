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
        Assert.Equal(Time(next), TimerSchedule.Parse("f", schedule).Next(Time(after)));

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("00:00:59", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("0 0 0 1 1 *", false)]
    public void Runs_less_than_a_minute_apart_are_frequent(string schedule, bool frequent) =>
        Assert.Equal(frequent, TimerSchedule.Parse("f", schedule).IsFrequent(Time("2024-01-01 00:00:00")));

    private static DateTime Time(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
