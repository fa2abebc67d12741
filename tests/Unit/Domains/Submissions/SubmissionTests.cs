using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;
using static Serverless.Functions.Domains.Submissions.SubmissionDecisions;

namespace Serverless.Unit.Domains;

public sealed class SubmissionTests
{
    private static readonly DateOnly DueDay = new(2027, 3, 20);
    private static readonly PlannedTask Task = new(Sample.Id(2), DueDay, Points: 60);
    private static readonly ProgrammePlan Plan = new("Welding", [], [Task], MinimumAttendance: 0, MinimumPoints: 0, RequiredTasks: []);
    private static readonly SubmissionDetails Details = new() { ProgrammeId = Sample.Id(1), TaskId = Task.Id, Text = "A seam is drawn, not pushed." };

    private static readonly SubmissionHandedIn HandedIn =
        new() { ProgrammeId = Sample.Id(1), TaskId = Task.Id, Due = DueDay, IsLate = false, Points = 60, Text = Details.Text };

    private static readonly SubmissionReview ForPassing = new() { Outcome = ReviewOutcome.Passed, Score = 80, Feedback = "Good." };
    private static readonly SubmissionWork Better = new() { Link = "https://example.org/seam" };
    private static readonly SubmissionReturned Returned = new() { ProgrammeId = Sample.Id(1), TaskId = Task.Id, Score = 30, Feedback = "Show one." };
    private static readonly SubmissionPassed Passed = new() { ProgrammeId = Sample.Id(1), TaskId = Task.Id, Points = 60, Score = 80, Feedback = "Good." };
    private static readonly SubmissionFailed Failed = new() { ProgrammeId = Sample.Id(1), TaskId = Task.Id, Score = 10 };

    private static readonly SubmissionResubmitted Resubmitted =
        new() { ProgrammeId = Sample.Id(1), TaskId = Task.Id, Attempt = 2, IsLate = false, Link = Better.Link };

    private static readonly Dictionary<SubmissionStep, Func<Submission?, Decision<SubmissionEvent>>> Steps = new()
    {
        [SubmissionStep.Return] = s => Review(s, ForPassing with { Outcome = ReviewOutcome.Returned }),
        [SubmissionStep.Pass] = s => Review(s, ForPassing),
        [SubmissionStep.Fail] = s => Review(s, ForPassing with { Outcome = ReviewOutcome.Failed }),
        [SubmissionStep.Resubmit] = s => Resubmit(s, Better, DueDay),
    };

    [Fact]
    public void What_is_handed_in_knows_what_the_task_asked_for() => Given().When(s => HandIn(s, Details, Plan, DueDay)).Then(HandedIn);

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Late_is_who_hands_in_after_the_due_day(int day, bool isLate) =>
        Given().When(s => HandIn(s, Details, Plan, new DateOnly(2027, 3, day))).Then(HandedIn with { IsLate = isLate });

    [Fact]
    public void A_task_without_a_due_day_is_never_late() => Given()
        .When(s => HandIn(s, Details, Plan with { Tasks = [Task with { Due = null }] }, DateOnly.MaxValue))
        .Then(HandedIn with { Due = null });

    [Fact]
    public void What_people_write_is_kept_in_one_spelling() => Given()
        .When(s => HandIn(s, Details with { Text = " ", Link = " https://example.org/seam " }, Plan, DueDay))
        .Then(HandedIn with { Text = null, Link = "https://example.org/seam" });

    [Theory]
    [InlineData(null, null, "/text is missing, and there is no link either")]
    [InlineData(" ", "", "/text is missing, and there is no link either")]
    [InlineData("Here:", "seam.pdf", "/link is not an address that begins with https:// or http://")]
    [InlineData(null, "file:///etc/passwd", "/link is not an address that begins with https:// or http://")]
    public void Something_is_handed_in(string? text, string? link, string violation)
    {
        Given().When(s => HandIn(s, Details with { Text = text, Link = link }, Plan, DueDay)).ThenRefused("submission-invalid", violation);
        Given(HandedIn, Returned).When(s => Resubmit(s, new() { Text = text, Link = link }, DueDay)).ThenRefused("submission-invalid", violation);
    }

    [Fact]
    public void Only_what_a_programme_asks_for_is_handed_in()
    {
        Given().When(s => HandIn(s, Details, plan: null, DueDay)).ThenRefused("task-not-planned", "/programmeId is no published programme's");
        Given().When(s => HandIn(s, Details with { TaskId = Sample.Id(3) }, Plan, DueDay)).ThenRefused("task-not-planned", "/taskId is none of the programme's tasks");
    }

    [Fact]
    public void A_task_is_handed_in_once_until_it_is_returned() =>
        Given(HandedIn).When(s => HandIn(s, Details, Plan, DueDay)).Then(SubmissionErrors.Exists);

    [Fact]
    public void A_submission_passes_for_the_points_of_its_task() => Given(HandedIn).When(s => Review(s, ForPassing)).Then(Passed);

    [Fact]
    public void A_submission_is_returned_and_handed_in_again()
    {
        Given(HandedIn).When(s => Review(s, new() { Outcome = ReviewOutcome.Returned, Score = 30, Feedback = " Show one. " })).Then(Returned);
        Given(HandedIn, Returned).When(s => Resubmit(s, Better, DueDay)).Then(Resubmitted);
        Given(HandedIn, Returned).When(s => Resubmit(s, Better, DueDay.AddDays(1))).Then(Resubmitted with { IsLate = true });
    }

    [Fact]
    public void A_resubmission_replaces_the_work_and_leaves_what_was_said_of_it()
    {
        var state = Given(HandedIn, Returned, Resubmitted).State!;
        Assert.Equal((2, null, Better.Link, 30, "Show one."), (state.Attempt, state.Text, state.Link, state.Score, state.Feedback));
    }

    [Theory]
    [InlineData(null, "/score is missing")]
    [InlineData(-1, "/score is not from 0 to 100")]
    [InlineData(101, "/score is not from 0 to 100")]
    public void A_review_has_a_score(int? score, string violation) =>
        Given(HandedIn).When(s => Review(s, ForPassing with { Score = score })).ThenRefused("review-invalid", violation);

    [Fact]
    public void What_was_decided_is_not_decided_again()
    {
        Given(HandedIn, Passed).When(s => Review(s, ForPassing)).Then(Conflict("submission-reviewed", "The submission is passed already. That is its end."));
        Given(HandedIn, Returned).When(s => Review(s, ForPassing)).Then(Conflict("submission-reviewed", "The submission is returned already. What can be done: resubmit."));
    }

    [Fact]
    public void What_waits_for_a_review_is_not_handed_in_again() => Given(HandedIn)
        .When(s => Resubmit(s, Better, DueDay))
        .Then(Conflict("submission-state", "The submission is submitted. What can be done: return, pass, fail."));

    [Fact]
    public void Nothing_happens_to_what_does_not_exist()
    {
        foreach (var decide in Steps.Values) Given().When(decide).Then(SubmissionErrors.NotFound);
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public void From_every_status_the_steps_of_the_table_are_possible_and_no_others()
    {
        Scenario<Submission, SubmissionEvent>[] all = [Given(HandedIn), Given(HandedIn, Returned), Given(HandedIn, Passed), Given(HandedIn, Failed)];
        Assert.Equal(Enum.GetValues<SubmissionStatus>(), all.Select(s => s.State!.Status));
        Assert.Equal(Enum.GetValues<SubmissionStep>(), Steps.Keys);
        foreach (var scenario in all)
        {
            foreach (var (step, decide) in Steps)
                Assert.Equal(SubmissionSteps.IsPossible(scenario.State!.Status, step), !decide(scenario.State).IsRefused);
        }
    }

    private static Error Conflict(string code, string detail) => new(ErrorKind.Conflict, code, detail);

    private static Scenario<Submission, SubmissionEvent> Given(params SubmissionEvent[] events) => SubmissionsDomain.Submissions.Given(events);
}
