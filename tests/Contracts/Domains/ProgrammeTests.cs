using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Functions.Domains.Programmes;
using Serverless.Kernel.Access;
using static Serverless.Contracts.Domains.DomainApp;

namespace Serverless.Contracts.Domains;

public sealed class ProgrammeTests(DomainApp app) : IClassFixture<DomainApp>
{
    private static readonly Caller Learner = new("acme", "learner-1", Guid.NewGuid(), new HashSet<Role> { Role.Learner });

    [Fact]
    public async Task A_draft_is_changed_by_merge_patch_and_published_when_it_is_whole()
    {
        var details = Course.Details(capacity: 3);
        details.Remove("description");
        var course = await Course.DraftedAsync(app, details);

        var incomplete = await course.PublishAsync();
        Assert.Equal((StatusCodes.Status409Conflict, "programme-incomplete"), (incomplete.Status, incomplete.Code));
        Assert.Equal("/description", (string?)incomplete.Body["errors"]![0]!["pointer"]);

        var changed = await course.ChangeAsync(new JsonObject { ["description"] = "For all.", ["capacity"] = 4 }, "\"1\"");
        Assert.Equal(("For all.", "4", "2"), (changed.Field("description"), changed.Field("capacity"), changed.Field("version")));
        Assert.Equal("published", (await course.PublishAsync()).Field("status"));
    }

    [Fact]
    [Trait("Requirement", "S44")]
    public async Task A_change_made_for_another_version_is_refused()
    {
        var course = await Course.DraftedAsync(app, Course.Details(capacity: 3));
        Assert.Equal(StatusCodes.Status200OK, (await course.ChangeAsync(new JsonObject { ["capacity"] = 4 }, "\"1\"")).Status);
        Assert.Equal(StatusCodes.Status412PreconditionFailed, (await course.ChangeAsync(new JsonObject { ["capacity"] = 5 }, "\"1\"")).Status);
    }

    [Fact]
    public async Task A_published_programme_grows_and_loses_nothing()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        var refused = await course.ChangeAsync(new JsonObject { ["title"] = "Brazing", ["sessions"] = new JsonArray() }, "\"2\"");
        Assert.Equal((StatusCodes.Status409Conflict, "programme-published"), (refused.Status, refused.Code));
        Assert.Equal(["/title", "/sessions"], refused.Body["errors"]!.AsArray().Select(error => (string?)error!["pointer"]));

        var grown = await course.ChangeAsync(new JsonObject { ["capacity"] = 5, ["ends"] = "2027-04-30" }, "\"2\"");
        Assert.Equal(("5", "2027-04-30"), (grown.Field("capacity"), grown.Field("ends")));
        Assert.Equal(2, (await app.DocumentsAsync("programmes")).Count(
            document => (string?)document["recordId"] == course.Id.ToString() && (string?)document["kind"] is "programme-extended" or "programme-capacity-raised"));
    }

    [Fact]
    [Trait("Requirement", "S86")]
    public async Task Every_field_that_is_wrong_is_named()
    {
        var details = Course.Details(capacity: 0);
        details["title"] = " ";
        details["surprise"] = true;
        var undeclared = await DraftAsync(details);
        Assert.Equal((StatusCodes.Status400BadRequest, "/surprise"), (undeclared.Status, (string?)undeclared.Body["errors"]![0]!["pointer"]));

        details.Remove("surprise");
        var wrong = await DraftAsync(details);
        Assert.Equal((StatusCodes.Status400BadRequest, "programme-invalid"), (wrong.Status, wrong.Code));
        Assert.Equal(["/title", "/capacity"], wrong.Body["errors"]!.AsArray().Select(error => (string?)error!["pointer"]));
    }

    [Fact]
    public async Task Learners_see_what_is_published_and_no_drafts()
    {
        var (draft, published) = (await Course.DraftedAsync(app, Course.Details(capacity: 3)), await Course.PublishedAsync(app, capacity: 3));

        Assert.Equal(StatusCodes.Status404NotFound, (await draft.ReadAsync(Learner)).Status);
        Assert.Equal(StatusCodes.Status200OK, (await draft.ReadAsync()).Status);
        Assert.Equal(StatusCodes.Status200OK, (await published.ReadAsync(Learner)).Status);

        var seen = await ListAsync(Learner, "?pageSize=100");
        Assert.Contains(seen, programme => (Guid)programme["id"]! == published.Id);
        Assert.All(seen, programme => Assert.Equal("published", (string?)programme["status"]));
        Assert.Contains(await ListAsync(Staff, "?status=draft&pageSize=100"), programme => (Guid)programme["id"]! == draft.Id);
        Assert.DoesNotContain(await ListAsync(Learner, "?status=draft&pageSize=100"), programme => (Guid)programme["id"]! == draft.Id);
    }

    [Fact]
    public async Task A_programme_of_another_tenant_is_not_there()
    {
        var course = await Course.PublishedAsync(app, capacity: 3);
        Assert.Equal(StatusCodes.Status404NotFound, (await course.ReadAsync(Staff with { TenantId = "umbrella" })).Status);
        Assert.Empty(await ListAsync(Staff with { TenantId = "umbrella" }, "?pageSize=100"));
    }

    private Task<Reply> DraftAsync(JsonObject details) => app.CallAsync<ProgrammeFunctions>(Staff, (f, request) => f.DraftAsync(request, CancellationToken.None), details);

    private async Task<IReadOnlyList<JsonNode>> ListAsync(Caller caller, string query) =>
        [.. (await app.CallAsync<ProgrammeFunctions>(caller, (f, request) => f.ListAsync(request, CancellationToken.None), query: query)).Body["items"]!.AsArray().Select(item => item!)];
}
