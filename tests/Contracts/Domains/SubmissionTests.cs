using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.Domains;

[Trait("Requirement", "S41")]
public sealed class SubmissionTests(SubmissionApp app) : IClassFixture<SubmissionApp>
{
    [Fact]
    [Trait("Requirement", "S124")]
    public async Task A_submission_is_returned_handed_in_again_and_passed_and_every_step_is_an_event()
    {
        var person = Guid.NewGuid();
        var handedIn = await app.HandInAsync(person);
        Assert.Equal((StatusCodes.Status201Created, "submitted", "false"), (handedIn.Status, handedIn.Field("status"), handedIn.Field("isLate")));
        Assert.Equal(Submission.IdOf(person, SubmissionApp.Programme, SubmissionApp.DueToday), handedIn.Id);
        Assert.Equal("returned", (await app.ReviewAsync(person, handedIn.Id, "returned", score: 30)).Field("status"));
        Assert.Equal("2", (await app.ResubmitAsync(person, handedIn.Id)).Field("attempt"));
        var passed = await app.ReviewAsync(person, handedIn.Id, "passed", score: 80);
        Assert.Equal(("passed", "80", "60"), (passed.Field("status"), passed.Field("score"), passed.Field("points")));

        var events = (await app.DocumentsAsync("submissions", person)).Where(document => document["recordType"] is not null).ToList();
        Assert.Equal(["submission-handed-in", "submission-returned", "submission-resubmitted", "submission-passed"], events.Select(fact => (string?)fact["kind"]));
        Assert.All(events, fact => Assert.Equal((SubmissionApp.Programme, SubmissionApp.DueToday), ((Guid)fact["data"]!["programmeId"]!, (Guid)fact["data"]!["taskId"]!)));
        Assert.Equal(60, (int)events[^1]["data"]!["points"]!);
    }

    [Fact]
    public async Task Late_is_who_hands_in_after_the_due_day() =>
        Assert.Equal("true", (await app.HandInAsync(Guid.NewGuid(), SubmissionApp.Overdue)).Field("isLate"));

    [Fact]
    [Trait("Requirement", "S86")]
    public async Task Nobody_reviews_their_own_submission()
    {
        var person = Guid.NewGuid();
        var handedIn = await app.HandInAsync(person);
        var self = SoloApp.Caller("reviewer-2", person, Role.Learner, Role.Reviewer, Role.Staff);
        var refused = await app.ReviewAsync(person, handedIn.Id, "passed", caller: self);
        Assert.Equal((StatusCodes.Status403Forbidden, "own-submission"), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData(EnrolmentStanding.None)]
    [InlineData(EnrolmentStanding.Dropped)]
    public async Task Only_who_takes_part_in_the_programme_hands_in(EnrolmentStanding standing)
    {
        var (stranger, leaver) = (Guid.NewGuid(), Guid.NewGuid());
        app.Standings[stranger] = standing;
        var refused = await app.HandInAsync(stranger);
        Assert.Equal((StatusCodes.Status409Conflict, "not-enrolled"), (refused.Status, refused.Code));

        var handedIn = await app.HandInAsync(leaver);
        await app.ReviewAsync(leaver, handedIn.Id, "returned");
        app.Standings[leaver] = standing;
        Assert.Equal("not-enrolled", (await app.ResubmitAsync(leaver, handedIn.Id)).Code);
    }

    [Fact]
    public async Task Who_has_completed_the_programme_early_hands_in_what_is_left_of_it()
    {
        var graduate = Guid.NewGuid();
        app.Standings[graduate] = EnrolmentStanding.Completed;
        Assert.Equal(StatusCodes.Status201Created, (await app.HandInAsync(graduate)).Status);
    }

    [Fact]
    [Trait("Requirement", "S53")]
    public async Task Only_a_task_of_the_programme_is_handed_in()
    {
        var unknown = await app.HandInAsync(Guid.NewGuid(), task: Guid.NewGuid());
        Assert.Equal((StatusCodes.Status409Conflict, "task-not-planned", "/taskId"), (unknown.Status, unknown.Code, (string?)unknown.Body["errors"]![0]!["pointer"]));
        var elsewhere = await app.HandInAsync(Guid.NewGuid(), programme: Guid.NewGuid());
        Assert.Equal(("task-not-planned", "/programmeId"), (elsewhere.Code, (string?)elsewhere.Body["errors"]![0]!["pointer"]));
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task A_task_is_handed_in_once_however_often_it_is_sent()
    {
        var person = Guid.NewGuid();
        var first = await app.HandInAsync(person, key: "once");
        var repeated = await app.HandInAsync(person, key: "once");
        Assert.Equal("true", repeated.Headers["Idempotent-Replayed"]);
        Assert.True(JsonNode.DeepEquals(first.Body, repeated.Body));

        var again = await app.HandInAsync(person, text: "Another.");
        Assert.Equal((StatusCodes.Status409Conflict, "submission-exists"), (again.Status, again.Code));
        var replies = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => app.HandInAsync(person, SubmissionApp.Overdue, text: $"{i}"))));
        Assert.Single(replies, reply => reply.Status == StatusCodes.Status201Created);
        Assert.All(replies.Where(reply => reply.Status != StatusCodes.Status201Created), reply => Assert.Equal("submission-exists", reply.Code));
    }

    [Fact]
    [Trait("Requirement", "S44")]
    public async Task Of_two_who_review_at_once_one_decides()
    {
        var person = Guid.NewGuid();
        var handedIn = await app.HandInAsync(person);
        var replies = await Task.WhenAll(new[] { "passed", "failed", "returned" }.Select(outcome => Task.Run(() => app.ReviewAsync(person, handedIn.Id, outcome))));
        Assert.Single(replies, reply => reply.Status == StatusCodes.Status200OK);
        Assert.Equal(2, replies.Count(reply => reply is { Status: StatusCodes.Status409Conflict, Code: "submission-reviewed" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(101)]
    [Trait("Requirement", "S86")]
    public async Task A_review_without_a_score_that_is_one_is_refused(int? score)
    {
        var person = Guid.NewGuid();
        var handedIn = await app.HandInAsync(person);
        var refused = await app.ReviewAsync(person, handedIn.Id, "passed", score);
        Assert.Equal((StatusCodes.Status400BadRequest, "/score"), (refused.Status, (string?)refused.Body["errors"]![0]!["pointer"]));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_people_write_and_how_they_are_judged_is_not_stored_in_clear()
    {
        var person = Guid.NewGuid();
        var handedIn = await app.HandInAsync(person, text: "canary", key: "canary-key");
        await app.ReviewAsync(person, handedIn.Id, "failed", score: 77);
        var documents = await app.DocumentsAsync("submissions", person);
        Assert.Equal(4, documents.Count);
        Assert.All(documents, document =>
        {
            Assert.DoesNotContain("canary", document["data"]!.ToJsonString() + document["changes"]?.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Show one.", document.ToJsonString(), StringComparison.Ordinal);
            Assert.NotEqual("77", document["data"]!["score"]?.ToString());
        });
    }

    [Fact]
    public async Task A_list_holds_the_persons_own_submissions()
    {
        var person = Guid.NewGuid();
        await app.HandInAsync(person);
        await app.HandInAsync(person, SubmissionApp.Overdue);
        await app.HandInAsync(Guid.NewGuid());
        var listed = await app.CallAsync<SubmissionFunctions>(SubmissionApp.Reviewer, (f, request) => f.ListAsync(request, person, CancellationToken.None));
        Assert.Equal(
            [Submission.IdOf(person, SubmissionApp.Programme, SubmissionApp.Overdue), Submission.IdOf(person, SubmissionApp.Programme, SubmissionApp.DueToday)],
            listed.Body["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
    }
}
