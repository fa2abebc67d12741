using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Access;
using static Serverless.Contracts.Domains.DomainApp;

namespace Serverless.Contracts.Domains;

public sealed class ApplicationTests(DomainApp app) : IClassFixture<DomainApp>
{
    [Fact]
    [Trait("Requirement", "S124")]
    public async Task An_application_goes_from_draft_to_acceptance_and_every_step_is_an_event()
    {
        var applicant = await (await Course.PublishedAsync(app, capacity: 3)).ApplyAsync();
        Assert.Equal("I love metal.", (await applicant.ChangeAsync(new JsonObject { ["motivation"] = "I love metal." }, "\"1\"")).Field("motivation"));
        Assert.Equal("submitted", (await applicant.SubmitAsync()).Field("status"));
        Assert.Equal("underReview", (await applicant.ReviewAsync()).Field("status"));
        Assert.Equal("accepted", (await applicant.AcceptAsync()).Field("status"));

        var events = (await app.DocumentsAsync("applications")).Where(document => (string?)document["recordId"] == applicant.ApplicationId.ToString());
        Assert.Equal(
            ["application-drafted", "application-changed", "application-submitted", "application-review-started", "application-accepted"],
            events.OrderBy(fact => (long)fact["version"]!).Select(fact => (string?)fact["kind"]));
    }

    [Fact]
    public async Task A_step_that_is_not_possible_is_refused_and_says_what_is()
    {
        var applicant = await (await Course.PublishedAsync(app, capacity: 3)).ApplyAsync();
        var refused = await applicant.AcceptAsync();
        Assert.Equal((StatusCodes.Status409Conflict, "application-state"), (refused.Status, refused.Code));
        Assert.Equal("The application is a draft. What can be done: change, submit, withdraw.", refused.Field("detail"));
    }

    [Fact]
    public async Task A_refused_acceptance_takes_no_seat()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        await (await course.ApplyAsync()).AcceptAsync();
        Assert.Equal("0", (await course.ReadAsync()).Field("seatsTaken"));
    }

    [Theory]
    [InlineData("review")]
    [InlineData("accept")]
    [InlineData("reject")]
    [Trait("Requirement", "S86")]
    public async Task Nobody_decides_on_their_own_application(string step)
    {
        var applicant = await (await Course.PublishedAsync(app, capacity: 3)).UnderReviewAsync();
        var self = new Caller("acme", "reviewer-1", applicant.PersonId, new HashSet<Role> { Role.Learner, Role.Reviewer, Role.Staff });
        var refused = await applicant.DecideAsync(step, self);
        Assert.Equal((StatusCodes.Status403Forbidden, "own-application"), (refused.Status, refused.Code));
        Assert.Equal("underReview", (await applicant.ReadAsync()).Field("status"));
    }

    [Fact]
    public async Task Only_an_open_programme_is_applied_for()
    {
        var person = await app.RegisterAsync();
        var draft = await Course.DraftedAsync(app, Course.Details(capacity: 3));
        foreach (var (programme, reason) in new[] { (draft.Id, "is of a programme that is not yet published"), (Guid.NewGuid(), "is no programme's") })
        {
            var refused = await app.CallAsync<ApplicationFunctions>(
                Staff, (f, request) => f.DraftAsync(request, person, CancellationToken.None), new JsonObject { ["programmeId"] = programme });
            Assert.Equal((StatusCodes.Status409Conflict, "programme-not-open"), (refused.Status, refused.Code));
            Assert.Equal(("/programmeId", reason), ((string?)refused.Body["errors"]![0]!["pointer"], (string?)refused.Body["errors"]![0]!["reason"]));
        }
    }

    [Fact]
    [Trait("Requirement", "S53")]
    public async Task Only_somebody_who_is_here_applies()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        var deleted = await app.RegisterAsync();
        await app.CallAsync<PeopleFunctions>(Staff, (f, request) => f.DeleteAsync(request, deleted, CancellationToken.None));
        foreach (var person in new[] { Guid.NewGuid(), deleted })
        {
            var refused = await app.CallAsync<ApplicationFunctions>(
                Staff, (f, request) => f.DraftAsync(request, person, CancellationToken.None), new JsonObject { ["programmeId"] = course.Id });
            Assert.Equal((StatusCodes.Status404NotFound, "applicant-not-found"), (refused.Status, refused.Code));
        }
    }

    [Fact]
    public async Task A_list_holds_the_persons_own_applications()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        var applicant = await course.ApplyAsync();
        await course.ApplyAsync();
        var listed = Assert.Single((await applicant.ListAsync()).Body["items"]!.AsArray());
        Assert.Equal(applicant.ApplicationId, (Guid)listed!["id"]!);
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_people_write_is_not_stored_in_clear()
    {
        var applicant = await (await Course.PublishedAsync(app, capacity: 3)).ApplyAsync();
        await applicant.ChangeAsync(
            new JsonObject { ["motivation"] = "canary", ["answers"] = new JsonArray(new JsonObject { ["question"] = "Why?", ["text"] = "canary" }) }, "\"1\"");
        var documents = (await app.DocumentsAsync("applications")).Where(document => document.ToJsonString().Contains(applicant.ApplicationId.ToString(), StringComparison.Ordinal)).ToList();
        Assert.True(documents.Count >= 3);
        Assert.All(documents, document => Assert.DoesNotContain("canary", document.ToJsonString(), StringComparison.Ordinal));
    }
}
