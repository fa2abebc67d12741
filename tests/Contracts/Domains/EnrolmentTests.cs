using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Functions.Seams;

namespace Serverless.Contracts.Domains;

public sealed class EnrolmentTests(DomainApp app) : IClassFixture<DomainApp>
{
    private static readonly JsonObject OwnWish = new() { ["reason"] = "ownWish" };

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task Who_is_accepted_takes_part_once_however_often_the_feed_says_so()
    {
        var (learner, application) = await Learner.AcceptedAsync(app, await Course.PublishedAsync(app, capacity: 3));
        for (var time = 0; time < 3; time++) await learner.FollowApplicationsAsync();

        var enrolment = Assert.Single(await learner.EnrolmentsAsync());
        Assert.Equal(("active", 1, application.ApplicationId), ((string?)enrolment["status"], (int)enrolment["version"]!, (Guid)enrolment["applicationId"]!));
        Assert.Equal(EnrolmentStanding.Active, await learner.StandingAsync());
        var started = Assert.Single(await learner.DocumentsAsync("enrolments"), document => (string?)document["kind"] == "enrolment-started");
        Assert.Equal(("staff-1", "application-accepted"), ((string?)started["by"]!["callerId"], (string?)started["why"]!["reason"]));
    }

    [Fact]
    public async Task Who_is_not_accepted_does_not_take_part()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        var application = await course.UnderReviewAsync();
        var learner = new Learner(app, course, application.PersonId);
        await application.WithdrawAsync();
        await learner.FollowApplicationsAsync();

        Assert.Equal(EnrolmentStanding.None, await learner.StandingAsync());
        Assert.Equal("enrolment-not-found", (await learner.AttendAsync())?.Code);
        Assert.Equal(StatusCodes.Status404NotFound, (await learner.ReadAsync()).Status);
    }

    [Fact]
    [Trait("Requirement", "S41")]
    public async Task Leaving_keeps_the_seat_and_withdrawing_the_application_frees_it()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        var (left, _) = await Learner.AcceptedAsync(app, course);
        var (gone, application) = await Learner.AcceptedAsync(app, course);

        Assert.Equal("dropped", (await left.DropAsync(OwnWish)).Field("status"));
        await application.WithdrawAsync();
        await gone.FollowApplicationsAsync();
        await app.FeedAsync();

        Assert.Equal((EnrolmentStanding.Dropped, EnrolmentStanding.Dropped), (await left.StandingAsync(), await gone.StandingAsync()));
        Assert.Equal("applicationWithdrawn", (await gone.ReadAsync()).Field("reason"));
        Assert.Equal("1", (await course.ReadAsync()).Field("seatsTaken"));
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public async Task Only_another_acceptance_starts_again_what_was_left()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        var (learner, _) = await Learner.AcceptedAsync(app, course);
        Assert.Null(await learner.PassAsync());
        await learner.DropAsync(OwnWish);
        await learner.FollowApplicationsAsync();
        Assert.Equal(EnrolmentStanding.Dropped, await learner.StandingAsync());

        var second = await course.UnderReviewAsync(learner.PersonId);
        await second.AcceptAsync();
        for (var time = 0; time < 2; time++) await learner.FollowApplicationsAsync();

        var enrolment = await learner.ReadAsync();
        Assert.Equal(("active", second.ApplicationId.ToString(), "60"), (enrolment.Field("status"), enrolment.Field("applicationId"), enrolment.Field("points")));
        Assert.Equal(["enrolment-started", "enrolment-task-passed", "enrolment-dropped", "enrolment-started"], await learner.EventsAsync("enrolments"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task As_long_as_one_accepted_application_stands_the_person_takes_part(bool isFirstWithdrawn)
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        var (learner, first) = await Learner.AcceptedAsync(app, course);
        var second = await course.UnderReviewAsync(learner.PersonId);
        await second.AcceptAsync();
        await learner.FollowApplicationsAsync();

        await (isFirstWithdrawn ? first : second).WithdrawAsync();
        await learner.FollowApplicationsAsync();

        var enrolment = await learner.ReadAsync();
        Assert.Equal(("active", (isFirstWithdrawn ? second : first).ApplicationId.ToString()), (enrolment.Field("status"), enrolment.Field("applicationId")));
    }

    [Fact]
    [Trait("Requirement", "S123")]
    public async Task The_fact_that_fulfils_the_rules_and_the_completion_are_one_write()
    {
        var (learner, _) = await Learner.AcceptedAsync(app, await Course.PublishedAsync(app, capacity: 3));
        Assert.Null(await learner.AttendAsync());
        Assert.Null(await learner.PassAsync());
        Assert.Null(await learner.PassAsync());
        Assert.Null(await learner.AttendAsync(isAttended: false, version: 2));

        var enrolment = await learner.ReadAsync();
        Assert.Equal(("completed", "2027-03-01", "3"), (enrolment.Field("status"), enrolment.Field("completedOn"), enrolment.Field("version")));
        Assert.Equal(["enrolment-started", "enrolment-attendance-recorded", "enrolment-task-passed", "enrolment-completed"], await learner.EventsAsync("enrolments"));
    }

    [Fact]
    [Trait("Requirement", "S86")]
    public async Task Nobody_completes_before_the_rules_are_fulfilled_and_is_told_what_is_missing()
    {
        var (learner, _) = await Learner.AcceptedAsync(app, await Course.PublishedAsync(app, capacity: 3));
        Assert.Null(await learner.AttendAsync());

        var refused = await learner.CompleteAsync();

        Assert.Equal((StatusCodes.Status409Conflict, "completion-rules"), (refused.Status, refused.Code));
        var missing = Assert.Single(refused.Body["errors"]!.AsArray())!;
        Assert.Equal(("/points", "are 0, and 50 are needed"), ((string?)missing["pointer"], (string?)missing["reason"]));
    }

    [Fact]
    public async Task Staff_complete_what_asks_for_nothing()
    {
        var details = Course.Details(capacity: 3);
        details["completion"] = new JsonObject { ["minimumAttendance"] = 0, ["minimumPoints"] = 0, ["requiredTasks"] = new JsonArray() };
        var course = await Course.DraftedAsync(app, details);
        await course.PublishAsync();
        var (learner, _) = await Learner.AcceptedAsync(app, course);

        Assert.Equal("completed", (await learner.CompleteAsync()).Field("status"));
        Assert.Equal("enrolment-state", (await learner.CompleteAsync()).Code);
        Assert.Equal("enrolment-state", (await learner.DropAsync(OwnWish)).Code);
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task Leaving_that_is_sent_again_is_answered_as_before()
    {
        var (learner, _) = await Learner.AcceptedAsync(app, await Course.PublishedAsync(app, capacity: 3));
        var first = await learner.DropAsync(OwnWish, key: "drop-1");
        var again = await learner.DropAsync(OwnWish, key: "drop-1");

        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.True(JsonNode.DeepEquals(first.Body, again.Body));
        Assert.Equal("enrolment-state", (await learner.DropAsync(OwnWish)).Code);
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task A_note_is_not_stored_in_clear()
    {
        var (learner, _) = await Learner.AcceptedAsync(app, await Course.PublishedAsync(app, capacity: 3));
        Assert.Equal("canary", (await learner.DropAsync(new JsonObject { ["reason"] = "other", ["note"] = "canary" })).Field("note"));
        Assert.All(await learner.DocumentsAsync("enrolments"), document => Assert.DoesNotContain("canary", document.ToJsonString(), StringComparison.Ordinal));
    }
}
