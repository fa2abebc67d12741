using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Breaches;
using Serverless.Kernel.Deadlines;
using Serverless.Kernel.Declarations;
using static Serverless.Functions.Domains.Breaches.BreachDecisions;

namespace Serverless.Unit.Domains;

public sealed class BreachTests
{
    private static readonly DateTimeOffset Aware = new(2028, 2, 28, 18, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotifyBy = new(2028, 3, 2, 18, 0, 0, TimeSpan.Zero);

    private static readonly BreachReported Reported = new() { Description = "A laptop was stolen.", AwareAt = Aware, NotifyBy = NotifyBy };
    private static readonly BreachContained Contained = new() { Containment = "It was wiped." };
    private static readonly BreachAuthorityNotified Notified = new() { AuthorityNotifiedAt = Aware.AddHours(10) };

    [Fact]
    public void The_authority_has_notice_coming_within_72_hours_of_awareness_leap_days_included() =>
        Given().When(_ => Report(new BreachReport { Description = " A laptop was stolen. ", AwareAt = Aware }, Aware.AddHours(5))).Then(Reported);

    [Fact]
    public void What_is_reported_has_happened() => Given()
        .When(_ => Report(new BreachReport { Description = " ", AwareAt = Aware.AddHours(1), OccurredAt = Aware.AddHours(2) }, Aware))
        .ThenRefused("breach-invalid", "/description is empty", "/awareAt is in the future", "/occurredAt is after somebody became aware of it");

    [Fact]
    public void An_assessment_says_a_risk_and_classes_of_personal_data()
    {
        var assessed = Assessed(BreachRisk.High);
        Given(Reported).When(b => Assess(b, Form(BreachRisk.High))).Then(assessed);
        Given(Reported).When(b => Assess(b, Form(BreachRisk.NotAssessed) with { DataClasses = [Personal.None], ApproximatePeople = -1 }))
            .ThenRefused("breach-invalid", "/risk is what an assessment says", "/dataClasses must name classes of personal data", "/approximatePeople is negative");
    }

    [Fact]
    public void Whoever_notifies_late_says_why()
    {
        Given(Reported).When(b => NotifyAuthority(b, new AuthorityNotice(), NotifyBy)).Then(new BreachAuthorityNotified { AuthorityNotifiedAt = NotifyBy });
        Given(Reported).When(b => NotifyAuthority(b, new AuthorityNotice(), NotifyBy.AddSeconds(1)))
            .ThenRefused("breach-invalid", "/lateReason is missing, and the notification is late (GDPR Art. 33(1))");
        Given(Reported).When(b => NotifyAuthority(b, new AuthorityNotice { LateReason = "Nobody could reach them." }, NotifyBy.AddSeconds(1)))
            .Then(new BreachAuthorityNotified { AuthorityNotifiedAt = NotifyBy.AddSeconds(1), LateReason = "Nobody could reach them." });
    }

    [Fact]
    public void The_clock_stands_where_no_risk_is_likely_and_goes_on_where_it_is_after_all()
    {
        Assert.Equal((NotifyBy, DeadlineStage.Running), Clock(Reported));
        Assert.Equal((null, DeadlineStage.Stopped), Clock(Reported, Assessed(BreachRisk.Unlikely)));
        Assert.Equal((NotifyBy, DeadlineStage.Running), Clock(Reported, Assessed(BreachRisk.Unlikely), Assessed(BreachRisk.Likely)));
        Assert.Equal((null, DeadlineStage.Stopped), Clock(Reported, Assessed(BreachRisk.Likely), Notified, Assessed(BreachRisk.High)));
        Assert.Equal((NotifyBy, DeadlineStage.Near), Clock(Reported, Told(DeadlineStage.Near), Assessed(BreachRisk.Likely)));
    }

    [Fact]
    public void Those_whom_it_concerns_are_told_or_need_not_be()
    {
        Given(Reported).When(b => NotifyPeople(b, new PeopleNotice { Exemption = NoticeExemption.Unintelligible }, Aware))
            .Then(new BreachPeopleNotified { Exemption = NoticeExemption.Unintelligible });
        Given(Reported).When(b => NotifyPeople(b, new PeopleNotice(), Aware)).ThenRefused("breach-invalid", "/peopleNotifiedAt or exemption must be there, and not both");
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public void A_breach_is_closed_when_all_is_done_that_the_law_wants()
    {
        Given(Reported).When(b => Close(b, Aware)).ThenRefused("breach-not-dealt-with", "/risk is not assessed", "/containment is missing");
        Given(Reported, Contained, Assessed(BreachRisk.High)).When(b => Close(b, Aware))
            .ThenRefused("breach-not-dealt-with", "/authorityNotifiedAt is missing (GDPR Art. 33)", "/peopleNotifiedAt is missing (GDPR Art. 34)");
        var told = new BreachPeopleNotified { PeopleNotifiedAt = Aware };
        var closed = new BreachClosed { ClosedAt = Aware };
        Given(Reported, Contained, Assessed(BreachRisk.High), Notified, told).When(b => Close(b, Aware)).Then(closed);
        Given(Reported, Contained, Assessed(BreachRisk.Unlikely)).When(b => Close(b, Aware)).Then(closed);
        Given(Reported, Contained, Assessed(BreachRisk.Unlikely), closed).When(b => Contain(b, new BreachContainment { Containment = "More." })).Then(BreachErrors.Closed);
        Given().When(b => Close(b, Aware)).Then(BreachErrors.NotFound);
    }

    /// <summary>In whatever zone and on whatever day it is found: hours do not depend on either.</summary>
    [Fact]
    public void Whenever_it_is_found_there_are_72_hours() => Prop.ForAll(
        Gen.Choose(0, 60 * 24 * 365 * 30).Zip(Gen.Choose(-14, 14)).ToArbitrary(),
        found =>
        {
            var aware = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(found.Item1).ToOffset(TimeSpan.FromHours(found.Item2));
            return Report(new BreachReport { Description = "Lost.", AwareAt = aware }, aware).Events is [BreachReported reported] && reported.NotifyBy - aware == TimeSpan.FromHours(72);
        }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Requirement", "S56")]
    public void Breaches_are_kept_and_their_texts_are_sealed()
    {
        Assert.Equal(ErasureKind.Retain, BreachesDomain.Breaches.Erasure.Kind);
        Assert.All(new[] { "description", "consequences", "containment", "lateReason" }, name => Assert.True(BreachesDomain.Breaches.Schema.Find(name)!.IsPersonal));
    }

    private static Scenario<Breach, BreachEvent> Given(params BreachEvent[] events) => BreachesDomain.Breaches.Given(events);

    private static (DateTimeOffset? Due, DeadlineStage Stage) Clock(params BreachEvent[] events)
    {
        var breach = events.Aggregate((Breach?)null, Evolve)!;
        return (breach.DueBy, breach.Deadline);
    }

    private static BreachEscalated Told(DeadlineStage stage) => new() { Deadline = stage, EscalatedAt = Aware };

    private static BreachAssessed Assessed(BreachRisk risk) => new() { Risk = risk, Concerned = [ConcernedPeople.Learners], DataClasses = [Personal.Contact], ApproximatePeople = 40 };

    private static BreachAssessment Form(BreachRisk risk) => new() { Risk = risk, Concerned = [ConcernedPeople.Learners], DataClasses = [Personal.Contact], ApproximatePeople = 40 };
}
