using Serverless.Functions.Orchestrations.Erasure;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Orchestrations.Erasure;

/// <summary>Each law's clock, with the rule that it follows.</summary>
[Trait("Requirement", "S6")]
public sealed class ClockTests
{
    [Fact]
    public void Under_the_GDPR_erasing_waits_only_as_long_as_the_options_say()
    {
        var schedule = ErasureClock.ScheduleOf(Jurisdiction.Gdpr, At("2027-03-15T10:00:00Z"), TimeSpan.FromDays(3));
        Assert.Equal(new ErasureSchedule(At("2027-03-18T10:00:00Z"), "Erasure__Grace", IsStatutory: false, NoticeAt: null, NoticeRule: null), schedule);
    }

    [Fact]
    public void Under_Indian_law_data_is_restricted_for_a_year_and_the_subject_told_two_days_before_its_end()
    {
        var schedule = ErasureClock.ScheduleOf(Jurisdiction.Dpdp, At("2027-03-15T10:00:00Z"), TimeSpan.FromDays(3));
        Assert.Equal(
            new ErasureSchedule(At("2028-03-15T10:00:00Z"), "DPDP Rules 2025, rule 8(3)", IsStatutory: true, At("2028-03-13T10:00:00Z"), "DPDP Rules 2025, rule 8(2)"),
            schedule);
    }

    [Fact]
    public void The_longest_grace_leaves_time_to_answer_in_the_shortest_month()
    {
        var received = At("2027-01-31T10:00:00Z");
        var erase = ErasureClock.ScheduleOf(Jurisdiction.Gdpr, received, TimeSpan.FromDays(20)).EraseAt;
        Assert.True(erase < ResponseDeadline.Of(Jurisdiction.Gdpr, received, TimeZoneInfo.Utc).At);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
