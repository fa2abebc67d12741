using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;
using static Serverless.Functions.Domains.Enrolments.EnrolmentDecisions;
using static Serverless.Unit.Domains.Told;

namespace Serverless.Unit.Domains;

public sealed class EnrolmentTests
{
    private static readonly DropOut OwnWish = new() { Reason = DropReason.OwnWish };

    private static readonly EnrolmentEvent[] NearlyThere = [Started, Recorded(0), Recorded(1), Recorded(2), Recorded(3), Passed(Essay)];

    [Fact]
    public void An_acceptance_enrols() => Given().When(Accepted(FirstApplication)).Then(Started);

    [Fact]
    [Trait("Requirement", "S75")]
    public void An_acceptance_that_is_told_again_changes_nothing()
    {
        Given(Started).When(Accepted(FirstApplication)).ThenNothing();
        Given(Started, Dropped).When(Accepted(FirstApplication)).ThenNothing();
        Given(Started, Dropped, StartedAgain, Dropped).When(Accepted(FirstApplication)).ThenNothing();
        Given([.. NearlyThere, Passed(Weld), Completed]).When(Accepted(FirstApplication)).ThenNothing();
    }

    [Fact]
    public void Another_acceptance_starts_again_what_was_left_and_keeps_what_was_achieved()
    {
        Given([.. NearlyThere, Dropped with { Note = "Moved away." }]).When(Accepted(SecondApplication)).Then(StartedAgain);
        var again = Given([.. NearlyThere, Dropped with { Note = "Moved away." }, StartedAgain]).State!;
        Assert.Equal((EnrolmentStatus.Active, SecondApplication, 30, 4), (again.Status, again.ApplicationId, again.Points, again.Sessions.Count));
        Assert.Equal([FirstApplication], again.EarlierApplications);
        Assert.Null(again.Reason);
        Assert.Null(again.Note);
    }

    [Fact]
    public void Another_acceptance_starts_nothing_while_the_person_takes_part_or_has_completed()
    {
        Given(Started).When(Accepted(SecondApplication)).ThenNothing();
        Given([.. NearlyThere, Passed(Weld), Completed]).When(Accepted(SecondApplication)).ThenNothing();
    }

    [Fact]
    public void A_withdrawal_ends_the_enrolment_once()
    {
        Given(Started).When(Withdrawal(FirstApplication)).Then(Withdrawn);
        Given(Started, Withdrawn).When(Withdrawal(FirstApplication)).ThenNothing();
    }

    [Fact]
    public void A_withdrawal_ends_only_what_its_own_application_has_started() =>
        Given(Started, Dropped, StartedAgain).When(Withdrawal(FirstApplication)).ThenNothing();

    [Fact]
    [Trait("Requirement", "S75")]
    public void A_withdrawal_that_is_told_before_its_acceptance_is_not_undone_by_it()
    {
        Given().When(Withdrawal(FirstApplication)).Then(Started, Withdrawn);
        Given(Started, Withdrawn).When(Accepted(FirstApplication)).ThenNothing();
    }

    [Fact]
    public void What_is_completed_stays_completed() => Given([.. NearlyThere, Passed(Weld), Completed]).When(Withdrawal(FirstApplication)).ThenNothing();

    [Fact]
    public void An_attended_session_is_recorded_once()
    {
        Given(Started).When(Attendance(Session(0))).Then(Recorded(0));
        Given(Started, Recorded(0)).When(Attendance(Session(0))).ThenNothing();
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public void The_highest_version_of_an_attendance_counts_whenever_it_is_told()
    {
        Given(Started, Recorded(0)).When(Attendance(Session(0, isAttended: false, version: 2))).Then(Recorded(0, isAttended: false, version: 2));
        Given(Started, Recorded(0, isAttended: false, version: 2)).When(Attendance(Session(0))).ThenNothing();
        Assert.False(Given(Started, Recorded(0), Recorded(0, isAttended: false, version: 2)).State!.Sessions.Single().IsAttended);
    }

    [Fact]
    public void A_passed_task_is_recorded_once_with_its_points()
    {
        Given(Started).When(Pass(Task(Essay))).Then(Passed(Essay));
        Given(Started, Passed(Essay)).When(Pass(Task(Essay, points: 10))).ThenNothing();
        Assert.Equal(50, Given(Started, Passed(Essay, points: 20), Passed(Weld)).State!.Points);
    }

    [Fact]
    [Trait("Requirement", "S123")]
    public void Completion_is_stored_with_the_fact_that_fulfils_the_rules()
    {
        Given(NearlyThere).When(Pass(Task(Weld))).Then(Passed(Weld), Completed);
        Given(Started, Passed(Essay), Passed(Weld), Recorded(0), Recorded(1), Recorded(2)).When(Attendance(Session(4))).Then(Recorded(4), Completed);
    }

    [Fact]
    public void Progress_after_the_end_changes_nothing_and_is_no_error()
    {
        Given(Started, Dropped).When(Attendance(Session(0))).ThenNothing();
        Given(Started, Dropped).When(Pass(Task(Essay))).ThenNothing();
        Given([.. NearlyThere, Passed(Weld), Completed]).When(Attendance(Session(0, isAttended: false, version: 2))).ThenNothing();
    }

    [Fact]
    [Trait("Requirement", "S86")]
    public void What_is_not_in_the_plan_is_refused()
    {
        Given(Started).When(Attendance(Session(0) with { SessionId = Sample.Id(99) })).Then(EnrolmentErrors.NoSession);
        Given(Started).When(Pass(Task(Sample.Id(99)))).Then(EnrolmentErrors.NoTask);
        Given(Started).When(e => RecordSession(e, plan: null, Session(0), Today)).Then(EnrolmentErrors.NoProgramme);
        Given(Started).When(e => RecordTask(e, plan: null, Task(Essay), Today)).Then(EnrolmentErrors.NoProgramme);
    }

    [Fact]
    public void Nothing_is_told_of_nobody()
    {
        Given().When(Attendance(Session(0))).Then(EnrolmentErrors.NotFound);
        Given().When(Pass(Task(Essay))).Then(EnrolmentErrors.NotFound);
        Given().When(e => Drop(e, OwnWish)).Then(EnrolmentErrors.NotFound);
        Given().When(e => Complete(e, Today)).Then(EnrolmentErrors.NotFound);
    }

    [Fact]
    public void Somebody_leaves_with_a_reason_and_perhaps_a_note() => Given(Started)
        .When(e => Drop(e, new DropOut { Reason = DropReason.Other, Note = " Moved away. " }))
        .Then(Dropped with { Reason = DropReason.Other, Note = "Moved away." });

    [Fact]
    public void Another_reason_is_said_in_words() => Given(Started)
        .When(e => Drop(e, new DropOut { Reason = DropReason.Other, Note = " " }))
        .ThenRefused("enrolment-invalid", "/note is missing, and the reason alone does not say why");

    [Fact]
    public void A_withdrawal_is_not_said_here() => Given(Started)
        .When(e => Drop(e, new DropOut { Reason = DropReason.ApplicationWithdrawn }))
        .ThenRefused("enrolment-invalid", "/reason is what follows when the application is withdrawn; withdraw it instead");

    [Fact]
    [Trait("Requirement", "S9")]
    public void Who_is_erased_takes_part_no_more_and_what_has_ended_stays()
    {
        Assert.Equal(Dropped with { Reason = DropReason.Erased }, Erase(Given(Started, Recorded(0)).State!));
        Assert.Null(Erase(Given(Started, Dropped).State!));
        Assert.Null(Erase(Given([.. NearlyThere, Passed(Weld), Completed]).State!));
    }

    [Fact]
    public void That_somebody_is_erased_is_not_said_here() => Given(Started)
        .When(e => Drop(e, new DropOut { Reason = DropReason.Erased }))
        .ThenRefused("enrolment-invalid", "/reason is what follows when the person is erased");

    [Fact]
    public void A_refusal_says_where_the_enrolment_stands()
    {
        Given(Started, Dropped).When(e => Drop(e, OwnWish))
            .Then(new Error(ErrorKind.Conflict, "enrolment-state", "The person has left the programme. Another accepted application starts the enrolment again."));
        Given([.. NearlyThere, Passed(Weld), Completed]).When(e => Complete(e, Today))
            .Then(new Error(ErrorKind.Conflict, "enrolment-state", "The person has completed the programme. That is the enrolment's end."));
    }

    [Fact]
    public void Others_see_where_the_person_stands()
    {
        Assert.Equal(EnrolmentStanding.None, Standing(Given().State));
        Assert.Equal(EnrolmentStanding.Active, Standing(Given(Started).State));
        Assert.Equal(EnrolmentStanding.Completed, Standing(Given([.. NearlyThere, Passed(Weld), Completed]).State));
        Assert.Equal(EnrolmentStanding.Dropped, Standing(Given(Started, Dropped).State));
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public void From_every_status_the_steps_of_the_table_are_possible_and_no_others()
    {
        Scenario<Enrolment, EnrolmentEvent>[] all = [Given(Started), Given([.. NearlyThere, Passed(Weld), Completed]), Given(Started, Dropped)];
        Dictionary<EnrolmentStep, Func<Enrolment?, Decision<EnrolmentEvent>>> steps = new()
        {
            [EnrolmentStep.Start] = Accepted(SecondApplication),
            [EnrolmentStep.Progress] = Attendance(Session(4)),
            [EnrolmentStep.Complete] = e => Complete(e, Today),
            [EnrolmentStep.Drop] = e => Drop(e, OwnWish),
        };
        Assert.Equal(Enum.GetValues<EnrolmentStatus>(), all.Select(e => e.State!.Status));
        Assert.Equal(Enum.GetValues<EnrolmentStep>(), steps.Keys);
        foreach (var scenario in all)
        {
            foreach (var (step, decide) in steps)
                Assert.Equal(EnrolmentSteps.IsPossible(scenario.State!.Status, step), decide(scenario.State) is { IsRefused: false, Events.Count: > 0 });
        }
    }

    private static Func<Enrolment?, Decision<EnrolmentEvent>> Accepted(Guid application) => e => Start(e, Programme, application);

    private static Func<Enrolment?, Decision<EnrolmentEvent>> Withdrawal(Guid application) => e => End(e, Programme, application);

    private static Func<Enrolment?, Decision<EnrolmentEvent>> Attendance(RecordedSession told) => e => RecordSession(e, Plan, told, Today);

    private static Func<Enrolment?, Decision<EnrolmentEvent>> Pass(PassedTask told) => e => RecordTask(e, Plan, told, Today);

    private static Scenario<Enrolment, EnrolmentEvent> Given(params EnrolmentEvent[] events) => EnrolmentsDomain.Enrolments.Given(events);
}
