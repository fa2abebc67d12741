using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Orchestrations.Erasure;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Orchestrations.Erasure;

/// <summary>What comes next follows from what has happened.</summary>
[Trait("Requirement", "S6")]
[Trait("Requirement", "S99")]
public sealed class PlanTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(15);
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly StandingHold Hold = new(Guid.NewGuid(), "litigation", Start);

    private static readonly ErasureStep[] Order =
    [
        ErasureStep.Identify, ErasureStep.Restrict, ErasureStep.Holds, ErasureStep.Grace, ErasureStep.Announce, ErasureStep.Commit, ErasureStep.Unlinking, ErasureStep.Records,
        ErasureStep.ReadModels, ErasureStep.Copies, ErasureStep.Tell, ErasureStep.Acknowledge, ErasureStep.Escalate, ErasureStep.DestroyKey, ErasureStep.Verify, ErasureStep.Certify,
    ];

    [Fact]
    public void Nothing_happens_before_it_is_known_who_asks()
    {
        var next = ErasurePlan.Next(ErasureFacts.None, Start, Poll);
        Assert.Equal(new ErasureNext(ErasureStep.Identify, Start + Poll, "identification"), next);
    }

    [Fact]
    public void Data_is_restricted_before_a_hold_is_waited_for()
    {
        var identified = ErasureFacts.None with { IdentifiedAt = Start, Holds = [Hold] };
        Assert.Equal(new ErasureNext(ErasureStep.Restrict), ErasurePlan.Next(identified, Start, Poll));
        Assert.Equal(new ErasureNext(ErasureStep.Holds, Start + Poll, "legal-hold"), ErasurePlan.Next(Restricted() with { Holds = [Hold] }, Start, Poll));
    }

    [Fact]
    public void A_hold_that_comes_in_the_time_of_grace_stands_in_the_way_at_its_end()
    {
        var due = Start.AddDays(4);
        Assert.Equal(ErasureStep.Commit, ErasurePlan.Next(Restricted(), due, Poll).Step);
        Assert.Equal("legal-hold", ErasurePlan.Next(Restricted() with { Holds = [Hold] }, due, Poll).WaitsFor);
    }

    [Fact]
    public void Whoever_confirms_gives_up_the_time_of_grace_and_not_the_time_that_a_law_says()
    {
        Assert.Equal("grace-period", ErasurePlan.Next(Restricted(), Start, Poll).WaitsFor);
        Assert.Equal(new ErasureNext(ErasureStep.Commit), ErasurePlan.Next(Restricted() with { ConfirmedAt = Start }, Start, Poll));
        Assert.Equal("statutory-period", ErasurePlan.Next(Restricted(Jurisdiction.Dpdp) with { ConfirmedAt = Start }, Start, Poll).WaitsFor);
    }

    [Fact]
    public void A_notice_that_is_late_puts_erasing_off_so_that_the_subject_has_its_time()
    {
        var facts = Restricted(Jurisdiction.Dpdp);
        var (notice, erase) = (facts.Schedule!.NoticeAt!.Value, facts.Schedule.EraseAt);
        Assert.Equal(notice, ErasurePlan.Next(facts, notice.AddMinutes(-1), Poll).WaitUntil);
        Assert.Equal(new ErasureNext(ErasureStep.Announce), ErasurePlan.Next(facts, erase, Poll));
        var told = facts with { AnnouncedAt = notice.AddHours(5) };
        Assert.Equal(ErasureStep.Grace, ErasurePlan.Next(told, erase.AddHours(5).AddTicks(-1), Poll).Step);
        Assert.Equal(ErasureStep.Commit, ErasurePlan.Next(told, erase.AddHours(5), Poll).Step);
    }

    [Fact]
    public void It_can_be_taken_back_until_the_point_of_no_return_and_not_later()
    {
        Assert.Equal(new ErasureNext(ErasureStep.Cancel), ErasurePlan.Next(Restricted() with { CancelledAt = Start }, Start, Poll));
        Assert.Equal(new ErasureNext(ErasureStep.Unlinking), ErasurePlan.Next(Restricted() with { CommittedAt = Start, CancelledAt = Start }, Start, Poll));
    }

    [Fact]
    public void A_recipient_who_does_not_answer_is_reminded_and_then_named_to_the_officer_and_erasing_goes_on()
    {
        var silent = new RecipientTold("crm", Start, Start.AddDays(3), 1, Start.AddMinutes(5), AcknowledgedAt: null);
        var facts = Erased() with { Recipients = [silent with { Name = "mailer", AcknowledgedAt = Start }, silent] };
        Assert.Equal(new ErasureNext(ErasureStep.Acknowledge, Start.AddMinutes(5), "acknowledgements"), ErasurePlan.Next(facts, Start, Poll));
        Assert.Equal(new ErasureNext(ErasureStep.Tell), ErasurePlan.Next(facts, Start.AddMinutes(5), Poll));
        Assert.Equal(new ErasureNext(ErasureStep.Escalate), ErasurePlan.Next(facts, Start.AddDays(3), Poll));
        Assert.Equal(new ErasureNext(ErasureStep.DestroyKey), ErasurePlan.Next(facts with { EscalatedAt = Start.AddDays(3) }, Start.AddDays(3), Poll));
    }

    [Fact]
    public void What_is_found_left_is_erased_once_more_and_nothing_is_certified_meanwhile()
    {
        var stuck = Erased() with { Stages = [], Recipients = [], KeyDestroyedAt = Start, Left = [new("people", 1, 0)], RecheckAt = Start.AddMinutes(5) };
        Assert.Equal(new ErasureNext(ErasureStep.Verify, Start.AddMinutes(5), "leftovers"), ErasurePlan.Next(stuck, Start, Poll));
        Assert.Equal(new ErasureNext(ErasureStep.Unlinking), ErasurePlan.Next(stuck, Start.AddMinutes(5), Poll));
        Assert.Equal(new ErasureNext(ErasureStep.Verify), ErasurePlan.Next(Erased() with { Recipients = [], KeyDestroyedAt = Start }, Start, Poll));
    }

    [Fact]
    public void A_step_that_waits_for_a_store_is_tried_again_and_nothing_after_it_is_done_before()
    {
        var waiting = Erased() with { Stages = [], Wait = new StoreWait(ErasureStep.Unlinking, "archive-offline", Start + Poll) };
        Assert.Equal(new ErasureNext(ErasureStep.Unlinking, Start + Poll, "archive-offline"), ErasurePlan.Next(waiting, Start, Poll));
        Assert.Equal(new ErasureNext(ErasureStep.Unlinking), ErasurePlan.Next(waiting, Start + Poll, Poll));
        Assert.Equal(ErasureStatus.Erasing, ErasureStatuses.Of(waiting, ErasurePlan.Next(waiting, Start, Poll)));
    }

    /// <summary>Whatever stands in the way and for however long, every step comes in its turn, and the certificate last.</summary>
    [Fact]
    public void Every_erasure_comes_to_its_end_in_the_order_of_the_steps() => Prop.ForAll(
        Gen.Choose(0, 3).ToArbitrary(), Gen.Elements(Enum.GetValues<Jurisdiction>()).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(),
        (holds, jurisdiction, recipients) =>
        {
            var course = new Course(jurisdiction, holds, recipients);
            var steps = course.Run();
            Assert.Equal(steps.Distinct().OrderBy(step => Array.IndexOf(Order, step)), steps.Distinct());
            Assert.Equal(ErasureStep.Certify, steps[^1]);
            Assert.Equal(jurisdiction == Jurisdiction.Dpdp, steps.Contains(ErasureStep.Announce));
            Assert.Equal(recipients > 0, steps.Contains(ErasureStep.Escalate));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static ErasureFacts Restricted(Jurisdiction jurisdiction = Jurisdiction.Gdpr) => ErasureFacts.None with
    {
        IdentifiedAt = Start,
        RestrictedAt = Start,
        RestrictedFrom = Start,
        Schedule = ErasureClock.ScheduleOf(jurisdiction, Start, TimeSpan.FromDays(3)),
    };

    private static ErasureFacts Erased() => Restricted() with
    {
        CommittedAt = Start,
        Stages = [.. ErasurePlan.ErasingSteps.Select(step => new StepDone(step, Start))],
    };

    /// <summary>An erasure that is played: each step done at once, each wait waited for.</summary>
    private sealed class Course(Jurisdiction jurisdiction, int holds, int recipients)
    {
        private const int Most = 100_000;

        private ErasureFacts _facts = ErasureFacts.None;
        private DateTimeOffset _now = Start;
        private int _holds = holds;

        public List<ErasureStep> Run()
        {
            var steps = new List<ErasureStep>();
            for (var turn = 0; turn < Most; turn++)
            {
                var next = ErasurePlan.Next(_facts with { Holds = _holds > 0 ? [Hold] : [] }, _now, TimeSpan.FromDays(1));
                if (next.Step is not { } step) return steps;
                if (steps.Count == 0 || steps[^1] != step) steps.Add(step);
                if (next.WaitUntil is { } until) Wait(step, until);
                else _facts = Done(step);
            }

            throw new InvalidOperationException($"It goes on for ever: {string.Join(", ", steps)}.");
        }

        private void Wait(ErasureStep step, DateTimeOffset until)
        {
            Assert.True(until > _now, $"{step} waits for a time that has passed.");
            _now = until;
            if (step == ErasureStep.Identify) _facts = _facts with { IdentifiedAt = _now };
            if (step == ErasureStep.Holds) _holds--;
        }

        private ErasureFacts Done(ErasureStep step) => step switch
        {
            ErasureStep.Restrict => _facts with { RestrictedAt = _now, RestrictedFrom = _now.AddMinutes(5), Schedule = ErasureClock.ScheduleOf(jurisdiction, _now.AddMinutes(5), TimeSpan.FromDays(3)) },
            ErasureStep.Announce => _facts with { AnnouncedAt = _now },
            ErasureStep.Commit => _facts with { CommittedAt = _now },
            ErasureStep.Tell => _facts with { Recipients = [.. Enumerable.Range(0, recipients).Select(one => new RecipientTold($"r{one}", _now, Start.AddYears(2), 1, _now.AddDays(1), AcknowledgedAt: null))] },
            ErasureStep.Escalate => _facts with { EscalatedAt = _now },
            ErasureStep.DestroyKey => _facts with { KeyDestroyedAt = _now },
            ErasureStep.Verify => _facts with { VerifiedAt = _now },
            ErasureStep.Certify => _facts with { EndedAt = _now },
            _ => _facts with { Stages = [.. _facts.Stages, new StepDone(step, _now)] },
        };
    }
}
