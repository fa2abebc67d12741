using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Restrictions;
using Serverless.Functions.Seams;
using static Serverless.Functions.Domains.Restrictions.RestrictionDecisions;

namespace Serverless.Unit.Domains;

public sealed class RestrictionTests
{
    private static readonly DateTimeOffset Now = new(2027, 4, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly RestrictionSet Contested = new() { PersonId = Sample.Id(1), Ground = RestrictionGround.AccuracyContested, Reason = "The name is said to be wrong." };
    private static readonly RestrictionSet OfErasure = new() { PersonId = Sample.Id(1), Ground = RestrictionGround.Erasure };
    private static readonly RestrictionLifted Lifted = new() { LiftReason = "The name is right.", SubjectToldAt = Now.AddDays(-1) };
    private static readonly Lift Lift = new() { Reason = " The name is right. ", SubjectToldAt = Now.AddDays(-1) };

    [Fact]
    public void An_officer_sets_it_with_a_ground_and_a_reason()
    {
        Given().When(_ => Set(New(RestrictionGround.AccuracyContested, " The name is said to be wrong. "))).Then(Contested);
        Given().When(_ => Set(New(RestrictionGround.Erasure, " ")))
            .ThenRefused("restriction-invalid", "/ground is set by an erasure, and by nobody else", "/reason has no text");
    }

    [Fact]
    public void What_needs_it_sets_it_once()
    {
        Given().When(state => Set(state, Sample.Id(1), RestrictionGround.Erasure)).Then(OfErasure);
        Given(OfErasure).When(state => Set(state, Sample.Id(1), RestrictionGround.Erasure)).ThenNothing();
        Given(OfErasure, new RestrictionLifted()).When(state => Set(state, Sample.Id(1), RestrictionGround.Erasure)).Then(RestrictionErrors.Lifted);
    }

    /// <summary>GDPR Art. 18(3).</summary>
    [Fact]
    public void It_is_lifted_with_a_reason_once_the_person_was_told()
    {
        Given(Contested).When(state => RestrictionDecisions.Lift(state!, Lift, Now)).Then(Lifted);
        Given(Contested, Lifted).When(state => RestrictionDecisions.Lift(state!, Lift, Now)).ThenNothing();
        Given(Contested).When(state => RestrictionDecisions.Lift(state!, new Lift { Reason = "", SubjectToldAt = Now.AddTicks(1) }, Now))
            .ThenRefused("restriction-invalid", "/reason has no text", "/subjectToldAt is to come: the person is told before a restriction is lifted");
    }

    [Fact]
    public void One_that_an_erasure_has_set_ends_with_it_and_not_by_hand()
    {
        Given(OfErasure).When(state => RestrictionDecisions.Lift(state!, Lift, Now)).Then(RestrictionErrors.OfErasure);
        Given(OfErasure).When(state => End(state!)).Then(new RestrictionLifted());
        Given(OfErasure, new RestrictionLifted()).When(state => End(state!)).ThenNothing();
    }

    [Fact]
    public void However_often_it_is_asked_for_it_is_set_once_and_lifted_once() => Prop.ForAll(
        Gen.Elements("set", "lift", "end").ListOf().ToArbitrary(),
        asked =>
        {
            var happened = new List<RestrictionEvent>();
            foreach (var what in asked)
            {
                var state = happened.Aggregate((Restriction?)null, Evolve);
                if (state is null && what != "set") continue;
                var decision = what switch
                {
                    "set" => Set(state, Sample.Id(1), RestrictionGround.Objection),
                    "lift" => RestrictionDecisions.Lift(state!, Lift, Now),
                    _ => End(state!),
                };
                if (decision.Error is null) happened.AddRange(decision.Events);
            }

            return happened.OfType<RestrictionSet>().Count() <= 1 && happened.OfType<RestrictionLifted>().Count() <= 1;
        }).QuickCheckThrowOnFailure();

    private static NewRestriction New(RestrictionGround ground, string reason) => new() { PersonId = Sample.Id(1), Ground = ground, Reason = reason };

    private static Scenario<Restriction, RestrictionEvent> Given(params RestrictionEvent[] events) =>
        new(RestrictionsDomain.Restrictions, events.Aggregate((Restriction?)null, Evolve));
}
