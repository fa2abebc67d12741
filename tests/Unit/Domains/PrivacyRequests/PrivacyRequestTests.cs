using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.PrivacyRequests;
using Serverless.Functions.Seams;
using Serverless.Kernel.Deadlines;
using Serverless.Kernel.Declarations;
using static Serverless.Functions.Domains.PrivacyRequests.PrivacyRequestDecisions;
using static Serverless.Functions.Seams.PrivacyRequestStatus;

namespace Serverless.Unit.Domains;

public sealed class PrivacyRequestTests
{
    private static readonly DateTimeOffset Received = new(2027, 1, 31, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Received.AddDays(3);

    private static readonly PrivacyRequestReceived Objection = new()
    {
        Kind = PrivacyRequestKind.Objection,
        Jurisdiction = Jurisdiction.Gdpr,
        RequestedBy = Requester.Subject,
        ReceivedAt = Received,
        RespondBy = new DateTimeOffset(2027, 2, 28, 10, 0, 0, TimeSpan.Zero),
        Rule = "GDPR Art. 12(3): one month from receipt",
    };

    private static readonly PrivacyRequestExtended Extended = new()
    {
        Kind = PrivacyRequestKind.Objection,
        ExtensionReason = ExtensionReason.Complexity,
        RespondBy = new DateTimeOffset(2027, 4, 30, 10, 0, 0, TimeSpan.Zero),
        Rule = "GDPR Art. 12(3): extended to three months from receipt",
    };

    [Fact]
    [Trait("Requirement", "S100")]
    public void What_came_by_letter_is_due_from_the_day_on_which_it_came()
    {
        var written = new WrittenRequest { Kind = PrivacyRequestKind.Objection, Jurisdiction = Jurisdiction.Gdpr, RequestedBy = Requester.Subject, ReceivedAt = Received };
        Given().When(_ => Enter(written, Now, TimeZoneInfo.Utc)).Then(Objection);
        Given().When(_ => Enter(written with { ReceivedAt = null }, Received, TimeZoneInfo.Utc)).Then(Objection);
        Given().When(_ => Enter(written with { Kind = PrivacyRequestKind.Erasure, ReceivedAt = Now.AddDays(1) }, Now, TimeZoneInfo.Utc))
            .ThenRefused("privacy-request-invalid", "/kind is started, and so entered, at /api/privacy/erasures", "/receivedAt is in the future");
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public void A_request_is_accepted_held_and_answered()
    {
        Given(Objection).When(r => Advance(r, Accepted, reason: null, Now)).Then(Went(Accepted));
        Given(Objection, Went(Accepted)).When(r => Advance(r, Held, "legal-hold", Now)).Then(Went(Held, "legal-hold"));
        Given(Objection, Went(Held, "legal-hold")).When(r => Advance(r, Accepted, reason: null, Now)).Then(Went(Accepted));
        Given(Objection, Went(Accepted)).When(r => Advance(r, Completed, reason: null, Now)).Then(Ended(Completed));
        Given(Objection).When(r => Advance(r, Refused, "excessive", Now)).Then(Ended(Refused, "excessive"));
    }

    [Fact]
    public void Whoever_has_answered_it_had_accepted_it() =>
        Given(Objection).When(r => Advance(r, Completed, reason: null, Now)).Then(Went(Accepted), Ended(Completed));

    [Fact]
    public void What_is_held_cannot_be_completed() =>
        Given(Objection, Went(Held, "legal-hold")).When(r => Advance(r, Completed, reason: null, Now)).ThenRefused("privacy-request-not-possible");

    [Fact]
    [Trait("Requirement", "S75")]
    public void Told_again_nothing_changes()
    {
        Given(Objection, Went(Held, "legal-hold")).When(r => Advance(r, Held, "legal-hold", Now)).ThenNothing();
        Given(Objection, Ended(Cancelled)).When(r => Advance(r, Cancelled, reason: null, Now)).ThenNothing();
        Given(Objection, Ended(Cancelled)).When(r => Advance(r, Accepted, reason: null, Now)).Then(PrivacyRequestErrors.Ended);
    }

    [Theory]
    [Trait("Requirement", "S128")]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Ada Example asked for it")]
    [InlineData("1-code")]
    public void A_reason_is_a_code_and_no_text_about_somebody(string? reason) => Given(Objection, Went(Accepted))
        .When(r => Advance(r, Refused, reason, Now))
        .ThenRefused("privacy-request-invalid", "/reason is not a code: letters, digits and hyphens, 64 at most");

    [Fact]
    public void The_time_is_extended_once_and_before_it_has_passed()
    {
        Given(Objection).When(r => Extend(r, ExtensionReason.Complexity, Now, TimeZoneInfo.Utc)).Then(Extended);
        Given(Objection, Extended).When(r => Extend(r, ExtensionReason.Complexity, Now, TimeZoneInfo.Utc)).Then(PrivacyRequestErrors.ExtendedBefore);
        Given(Objection).When(r => Extend(r, ExtensionReason.Complexity, Objection.RespondBy.AddSeconds(1), TimeZoneInfo.Utc)).Then(PrivacyRequestErrors.TooLateToExtend);
        Given(Objection with { Jurisdiction = Jurisdiction.Dpdp }).When(r => Extend(r, ExtensionReason.Complexity, Now, TimeZoneInfo.Utc)).Then(PrivacyRequestErrors.NoExtension);
        Given(Objection, Ended(Cancelled)).When(r => Extend(r, ExtensionReason.Complexity, Now, TimeZoneInfo.Utc)).Then(PrivacyRequestErrors.Ended);
    }

    [Fact]
    public void A_stage_of_the_deadline_is_told_once_and_again_of_an_extended_one()
    {
        Given(Objection).When(r => Escalate(r!, DeadlineStage.Near, Now)).Then(Told(DeadlineStage.Near));
        Given(Objection, Told(DeadlineStage.Near)).When(r => Escalate(r!, DeadlineStage.Near, Now)).ThenNothing();
        Given(Objection, Told(DeadlineStage.Near)).When(r => Escalate(r!, DeadlineStage.Missed, Now)).Then(Told(DeadlineStage.Missed));
        Given(Objection, Told(DeadlineStage.Near), Extended).When(r => Escalate(r!, DeadlineStage.Near, Now)).Then(Told(DeadlineStage.Near));
        Given(Objection, Ended(Cancelled)).When(r => Escalate(r!, DeadlineStage.Missed, Now)).ThenNothing();
    }

    [Fact]
    public void An_officer_does_not_answer_what_a_process_answers() => Given(Objection with { Kind = PrivacyRequestKind.Erasure })
        .When(r => ByHand(r, Completed, refusal: null, Now)).Then(PrivacyRequestErrors.HasProcess);

    /// <summary>So that it can be written when the subject's key is destroyed, and stays to be shown.</summary>
    [Fact]
    [Trait("Requirement", "S56")]
    public void The_register_holds_nothing_personal_outlives_erasure_and_is_written_under_restriction()
    {
        var domain = PrivacyRequestsDomain.Requests;
        Assert.False(domain.HasPersonal);
        Assert.Equal(ErasureKind.Retain, domain.Erasure.Kind);
        Assert.True(domain.ServesRights);
        Assert.Equal(("deadline", "stopped"), (domain.Retention!.Field, domain.Retention.Values.Single()));
    }

    /// <summary>Whatever is told in whatever order: what has ended stays as it ended, and only what is open is due.</summary>
    [Fact]
    [Trait("Requirement", "S124")]
    public void Whatever_is_told_a_request_ends_once_and_is_due_until_then() => Prop.ForAll(
        Gen.Elements(Enum.GetValues<PrivacyRequestStatus>()).ListOf().ToArbitrary(),
        told =>
        {
            var state = Evolve(null, Objection);
            foreach (var status in told)
            {
                var before = state;
                var decision = Advance(state, status, "code", Now);
                state = decision.Events.Aggregate(state, Evolve);
                if (before.EndedAt is not null && !DocumentJson.AreSame(before, state)) return false;
                if ((state.DueBy is null) != PrivacyRequestSteps.IsEnd(state.Status)) return false;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Scenario<PrivacyRequest, PrivacyRequestEvent> Given(params PrivacyRequestEvent[] events) => PrivacyRequestsDomain.Requests.Given(events);

    private static PrivacyRequestAdvanced Went(PrivacyRequestStatus status, string? reason = null) => new() { Kind = PrivacyRequestKind.Objection, Status = status, Reason = reason };

    private static PrivacyRequestEnded Ended(PrivacyRequestStatus status, string? reason = null) =>
        new() { Kind = PrivacyRequestKind.Objection, Status = status, Reason = reason, EndedAt = Now };

    private static PrivacyRequestEscalated Told(DeadlineStage stage) => new() { Kind = PrivacyRequestKind.Objection, Deadline = stage, EscalatedAt = Now };
}
