using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;
using static Serverless.Functions.Domains.Applications.ApplicationDecisions;

namespace Serverless.Unit.Domains;

public sealed class ApplicationTests
{
    private static readonly Answer Experience = new() { Question = "Have you welded before?", Text = "Once." };
    private static readonly ApplicationDetails Details = new() { ProgrammeId = Sample.Id(1), Motivation = "I like metal.", Answers = [Experience] };
    private static readonly ApplicationDrafted Drafted = new() { ProgrammeId = Details.ProgrammeId, Motivation = Details.Motivation, Answers = [Experience] };
    private static readonly Rejection Unready = new() { Reason = RejectionReason.RequirementsNotMet };
    private static readonly ApplicationSubmitted Submitted = new() { ProgrammeId = Details.ProgrammeId };
    private static readonly ApplicationReviewStarted ReviewStarted = new() { ProgrammeId = Details.ProgrammeId };
    private static readonly ApplicationAccepted Accepted = new() { ProgrammeId = Details.ProgrammeId };
    private static readonly ApplicationRejected Rejected = new() { ProgrammeId = Details.ProgrammeId, Rejection = Unready };
    private static readonly ApplicationWithdrawn Withdrawn = new() { ProgrammeId = Details.ProgrammeId };

    private static readonly Dictionary<ApplicationStep, Func<Application?, Decision<ApplicationEvent>>> Steps = new()
    {
        [ApplicationStep.Change] = a => Change(a, Details),
        [ApplicationStep.Submit] = Submit,
        [ApplicationStep.StartReview] = StartReview,
        [ApplicationStep.Accept] = Accept,
        [ApplicationStep.Reject] = a => Reject(a, Unready),
        [ApplicationStep.Withdraw] = Withdraw,
    };

    [Fact]
    public void An_application_is_drafted() => Given().When(a => Draft(a, Details)).Then(Drafted);

    [Fact]
    public void An_application_may_begin_empty_and_is_kept_in_one_spelling() => Given()
        .When(a => Draft(a, Details with { Motivation = " ", Answers = null }))
        .Then(Drafted with { Motivation = null, Answers = [] });

    [Fact]
    public void An_application_is_not_drafted_twice() =>
        Given(Drafted).When(a => Draft(a, Details)).Then(ApplicationErrors.Exists);

    [Theory]
    [InlineData(ProgrammeOpenness.Unknown, "is no programme's")]
    [InlineData(ProgrammeOpenness.Draft, "is of a programme that is not yet published")]
    [InlineData(ProgrammeOpenness.Ended, "is of a programme that has ended")]
    public void Only_an_open_programme_takes_applications(ProgrammeOpenness openness, string reason) =>
        Assert.Equal([new Violation("/programmeId", reason)], ApplicationErrors.Of(openness)!.Fields);

    [Fact]
    public void An_open_programme_takes_applications() => Assert.Null(ApplicationErrors.Of(ProgrammeOpenness.Open));

    [Fact]
    public void A_draft_changes() => Given(Drafted)
        .When(a => Change(a, Details with { Motivation = " I love metal. ", Answers = [] }))
        .Then(new ApplicationChanged { ProgrammeId = Details.ProgrammeId, Motivation = "I love metal.", Answers = [] });

    [Fact]
    public void A_change_that_changes_nothing_leaves_no_event() =>
        Given(Drafted).When(a => Change(a, Details with { Motivation = " I like metal." })).ThenNothing();

    [Fact]
    public void What_the_person_writes_is_read_back_as_they_wrote_it() => Given(Drafted).When(a => Change(a, ApplicationDetails.Of(a!))).ThenNothing();

    [Fact]
    public void An_application_stays_with_its_programme() => Given(Drafted)
        .When(a => Change(a, Details with { ProgrammeId = Sample.Id(2) }))
        .ThenRefused("application-invalid", "/programmeId cannot change; draft another application");

    [Fact]
    public void An_answer_has_a_question() => Given(Drafted)
        .When(a => Change(a, Details with { Answers = [Experience, Experience with { Question = " " }] }))
        .ThenRefused("application-invalid", "/answers/1/question has no text");

    [Fact]
    public void A_draft_is_submitted() => Given(Drafted).When(Submit).Then(Submitted);

    [Fact]
    public void Nothing_is_submitted_without_a_motivation() => Given(Drafted with { Motivation = null })
        .When(Submit)
        .ThenRefused("application-incomplete", "/motivation is missing");

    [Fact]
    public void A_submitted_application_is_reviewed() => GivenSubmitted().When(StartReview).Then(ReviewStarted);

    [Fact]
    public void An_application_under_review_is_accepted() => GivenUnderReview().When(Accept).Then(Accepted);

    [Fact]
    public void An_application_is_rejected_with_a_reason() => GivenUnderReview()
        .When(a => Reject(a, new Rejection { Reason = RejectionReason.Other, Text = " Moved away. " }))
        .Then(Rejected with { Rejection = new Rejection { Reason = RejectionReason.Other, Text = "Moved away." } });

    [Fact]
    public void Another_reason_is_said_in_words() => GivenUnderReview()
        .When(a => Reject(a, new Rejection { Reason = RejectionReason.Other, Text = " " }))
        .ThenRefused("application-invalid", "/text is missing, and the reason alone does not say why");

    [Fact]
    public void The_person_may_withdraw_until_the_end()
    {
        Given(Drafted).When(Withdraw).Then(Withdrawn);
        GivenSubmitted().When(Withdraw).Then(Withdrawn);
        GivenUnderReview().When(Withdraw).Then(Withdrawn);
        GivenUnderReview(Accepted).When(Withdraw).Then(Withdrawn);
    }

    [Fact]
    public void What_was_decided_is_not_decided_again()
    {
        var accepted = GivenUnderReview(Accepted);
        accepted.When(Accept).Then(Conflict("application-decided", "The application is accepted already. What can be done: withdraw."));
        accepted.When(a => Reject(a, Unready)).ThenRefused("application-decided");
        GivenUnderReview(Rejected)
            .When(Accept).Then(Conflict("application-decided", "The application is rejected already. That is its end."));
    }

    [Fact]
    public void A_refusal_says_where_the_application_stands_and_what_can_be_done() => GivenSubmitted()
        .When(Accept)
        .Then(Conflict("application-state", "The application is submitted. What can be done: review, withdraw."));

    [Fact]
    public void Nothing_happens_to_what_does_not_exist()
    {
        foreach (var decide in Steps.Values) Given().When(decide).Then(ApplicationErrors.NotFound);
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public void From_every_status_the_steps_of_the_table_are_possible_and_no_others()
    {
        Scenario<Application, ApplicationEvent>[] all =
        [
            Given(Drafted), GivenSubmitted(), GivenUnderReview(), GivenUnderReview(Accepted),
            GivenUnderReview(Rejected), Given(Drafted, Withdrawn),
        ];
        Assert.Equal(Enum.GetValues<ApplicationStatus>(), all.Select(a => a.State!.Status));
        Assert.Equal(Enum.GetValues<ApplicationStep>(), Steps.Keys);
        foreach (var scenario in all)
        {
            foreach (var (step, decide) in Steps)
                Assert.Equal(ApplicationSteps.IsPossible(scenario.State!.Status, step), !decide(scenario.State).IsRefused);
        }
    }

    private static Error Conflict(string code, string detail) => new(ErrorKind.Conflict, code, detail);

    private static Scenario<Application, ApplicationEvent> GivenSubmitted() => Given(Drafted, Submitted);

    private static Scenario<Application, ApplicationEvent> GivenUnderReview(params ApplicationEvent[] events) =>
        Given([Drafted, Submitted, ReviewStarted, .. events]);

    private static Scenario<Application, ApplicationEvent> Given(params ApplicationEvent[] events) => ApplicationsDomain.Applications.Given(events);
}
