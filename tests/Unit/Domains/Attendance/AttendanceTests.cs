using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using static Serverless.Functions.Domains.Attendance.AttendanceDecisions;

namespace Serverless.Unit.Domains;

public sealed class AttendanceTests
{
    private static readonly DateTimeOffset Starts = new(2027, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly PlannedSession Session = new(Sample.Id(2), Starts, Starts.AddHours(8));
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);
    private static readonly CheckIn Own = new() { ProgrammeId = Sample.Id(1), SessionId = Session.Id };
    private static readonly CheckIn Present = Own with { Status = AttendanceStatus.Present };
    private static readonly AttendanceRecorded Recorded = new()
    {
        ProgrammeId = Own.ProgrammeId,
        SessionId = Session.Id,
        SessionDate = new DateOnly(2027, 3, 2),
        Status = AttendanceStatus.Present,
    };

    private static readonly AttendanceCorrected Excused = new()
    {
        ProgrammeId = Own.ProgrammeId,
        SessionId = Session.Id,
        SessionDate = Recorded.SessionDate,
        Status = AttendanceStatus.Excused,
        Note = "At a funeral.",
    };

    [Theory]
    [InlineData(-60, AttendanceStatus.Present)]
    [InlineData(0, AttendanceStatus.Present)]
    [InlineData(10, AttendanceStatus.Present)]
    [InlineData(11, AttendanceStatus.Late)]
    [InlineData(479, AttendanceStatus.Late)]
    public void Who_checks_in_is_there_and_the_clock_says_whether_in_time(int minutes, AttendanceStatus status) => Given()
        .When(a => CheckIn(a, Own, At(minutes), Grace))
        .Then(Recorded with { Status = status, CameAt = Starts.AddMinutes(minutes) });

    [Fact]
    public void Nobody_checks_in_before_an_hour_before_or_after_the_end()
    {
        Given().When(a => CheckIn(a, Own, At(-61), Grace)).Then(AttendanceErrors.NotYetOpen);
        Given().When(a => CheckIn(a, Own, At(480), Grace)).Then(AttendanceErrors.Over);
    }

    [Fact]
    public void Who_checks_in_says_no_more_than_that_they_are_there()
    {
        Given().When(a => CheckIn(a, Present, At(0), Grace)).Then(Recorded with { CameAt = Starts });
        Given()
            .When(a => CheckIn(a, Own with { Status = AttendanceStatus.Excused, CameAt = Starts, Note = "Ill." }, At(0), Grace))
            .ThenRefused(
                "attendance-invalid",
                "/status can only be present where people check themselves in",
                "/cameAt is what the clock says where people check themselves in",
                "/note is not for people who check themselves in");
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public void Checking_in_again_changes_nothing_however_late()
    {
        Given(Recorded).When(a => CheckIn(a, Present, At(300), Grace)).ThenNothing();
        Given(Recorded with { Status = AttendanceStatus.Late }).When(a => CheckIn(a, Own, At(600), Grace)).ThenNothing();
        Given(Recorded with { Status = AttendanceStatus.Absent }).When(a => CheckIn(a, Own, At(0), Grace)).Then(AttendanceErrors.Recorded);
    }

    [Theory]
    [InlineData(AttendanceStatus.Present)]
    [InlineData(AttendanceStatus.Late)]
    [InlineData(AttendanceStatus.Absent)]
    [InlineData(AttendanceStatus.Excused)]
    public void Others_record_any_status_also_later(AttendanceStatus status) => Given()
        .When(a => Record(a, Own with { Status = status, Note = " Rang. " }, At(5000)))
        .Then(Recorded with { Status = status, Note = "Rang." });

    [Fact]
    public void Others_say_which_status_and_when_somebody_came()
    {
        Given().When(a => Record(a, Own, At(0))).ThenRefused("attendance-invalid", "/status is missing");
        Given().When(a => Record(a, Present with { CameAt = Starts }, At(0))).Then(Recorded with { CameAt = Starts });
        Given().When(a => Record(a, Present with { CameAt = Starts.AddMinutes(1) }, At(0))).ThenRefused("attendance-invalid", "/cameAt is still to come");
        Given()
            .When(a => Record(a, Own with { Status = AttendanceStatus.Absent, CameAt = Starts }, At(0)))
            .ThenRefused("attendance-invalid", "/cameAt is of somebody who did not come");
    }

    [Fact]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S122")]
    public void The_same_said_again_changes_nothing_and_something_else_is_for_a_correction()
    {
        var given = Given(Recorded with { Note = "Left early." });
        given.When(a => Record(a, Present, At(0))).ThenNothing();
        given.When(a => Record(a, Present with { Note = "Left early. " }, At(0))).ThenNothing();
        given.When(a => Record(a, Present with { Note = "Stayed." }, At(0))).Then(AttendanceErrors.Recorded);
        given.When(a => Record(a, Own with { Status = AttendanceStatus.Late }, At(0))).Then(AttendanceErrors.Recorded);
    }

    [Fact]
    public void What_is_recorded_stands_whatever_becomes_of_the_enrolment() =>
        Given(Recorded).When(a => Record(a, Present, At(0) with { Standing = EnrolmentStanding.Dropped })).ThenNothing();

    [Fact]
    public void Only_sessions_of_the_plan_that_begin_within_the_hour_are_recorded()
    {
        Given().When(a => Record(a, Present, At(0) with { IsPlanned = false, Session = null })).Then(AttendanceErrors.UnknownProgramme);
        Given().When(a => Record(a, Present, At(0) with { Session = null })).Then(AttendanceErrors.UnknownSession);
        Given().When(a => Record(a, Present, At(-61))).Then(AttendanceErrors.NotYetOpen);
        Given().When(a => Record(a, Present, At(-60))).Then(Recorded);
    }

    [Theory]
    [InlineData(EnrolmentStanding.None)]
    [InlineData(EnrolmentStanding.Dropped)]
    public void Only_who_takes_part_attends(EnrolmentStanding standing)
    {
        Given().When(a => Record(a, Present, At(0) with { Standing = standing })).ThenRefused("not-enrolled");
        Given().When(a => CheckIn(a, Own, At(0) with { Standing = standing }, Grace)).ThenRefused("not-enrolled");
    }

    [Fact]
    public void Who_has_completed_the_programme_early_attends_what_is_left_of_it() =>
        Given().When(a => Record(a, Present, At(0) with { Standing = EnrolmentStanding.Completed })).Then(Recorded);

    [Fact]
    [Trait("Requirement", "S124")]
    public void Any_status_is_corrected_to_any_other()
    {
        var all = Enum.GetValues<AttendanceStatus>();
        foreach (var (from, to) in all.SelectMany(from => all.Select(to => (from, to))))
        {
            var corrected = Given(Recorded with { Status = from }).When(a => Correct(a, new Correction { Status = to }, Starts));
            if (from == to) corrected.ThenNothing();
            else corrected.Then(Excused with { Status = to, Note = null });
        }
    }

    [Fact]
    public void A_correction_says_all_that_holds_from_then_on()
    {
        Given(Recorded with { CameAt = Starts })
            .When(a => Correct(a, new Correction { Status = AttendanceStatus.Excused, Note = " At a funeral." }, Starts)).Then(Excused);
        Given(Recorded, Excused).When(a => Correct(a, new Correction { Status = AttendanceStatus.Excused }, Starts)).Then(Excused with { Note = null });
        Given(Recorded)
            .When(a => Correct(a, new Correction { Status = AttendanceStatus.Absent, CameAt = Starts }, Starts))
            .ThenRefused("attendance-invalid", "/cameAt is of somebody who did not come");
        Given().When(a => Correct(a, new Correction { Status = AttendanceStatus.Absent }, Starts)).Then(AttendanceErrors.NotFound);
    }

    [Fact]
    public void A_session_counts_on_its_day_in_UTC()
    {
        var late = Session with { Starts = new DateTimeOffset(2027, 3, 2, 22, 0, 0, TimeSpan.FromHours(-5)) };
        Given()
            .When(a => Record(a, Present, new Occasion(IsPlanned: true, late, EnrolmentStanding.Active, late.Starts)))
            .Then(Recorded with { SessionDate = new DateOnly(2027, 3, 3) });
    }

    private static Occasion At(int minutes) => new(IsPlanned: true, Session, EnrolmentStanding.Active, Starts.AddMinutes(minutes));

    private static Scenario<AttendanceRecord, AttendanceEvent> Given(params AttendanceEvent[] events) => AttendanceDomain.Attendance.Given(events);
}
