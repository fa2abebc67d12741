using System.Net;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Projections;

/// <summary>The overview of a person, over HTTP on the real app.</summary>
[Collection(nameof(OverviewApp))]
public sealed class OverviewTests(OverviewApp app)
{
    [Fact]
    [Trait("Requirement", "S1")]
    [Trait("Requirement", "S2")]
    public async Task An_overview_contains_the_write_that_it_is_asked_for()
    {
        var (personId, token) = await app.RegisterAsync("Ada Lovelace");
        var overview = await app.OverviewAsync(personId, token);
        Assert.Equal("Ada Lovelace", (string?)overview["person"]!["name"]);
        Assert.Equal("en", (string?)overview["person"]!["language"]);
        Assert.Empty(overview["applications"]!.AsArray());
    }

    [Fact]
    [Trait("Requirement", "S1")]
    [Trait("Requirement", "S3")]
    public async Task Every_answer_says_how_current_it_is()
    {
        var before = TimeProvider.System.GetUtcNow();
        var (personId, token) = await app.RegisterAsync("Grace Hopper");
        var overview = await app.OverviewAsync(personId, token);
        Assert.Equal(("person-overview", 1), ((string?)overview["projection"]!["name"], (int?)overview["projection"]!["version"]));
        Assert.InRange((DateTimeOffset)overview["asOf"]!, before.AddMinutes(-1), TimeProvider.System.GetUtcNow().AddSeconds(1));
        Assert.StartsWith("PT", (string?)overview["lag"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S2")]
    public async Task Applications_come_with_their_programmes_titles()
    {
        var programmeId = await app.PublishAsync("Welding for beginners");
        var (personId, _) = await app.RegisterAsync("Mary Somerville");
        var (applicationId, drafted) = await app.ApplyAsync(personId, programmeId);
        var overview = await app.OverviewAsync(personId, drafted);
        var application = Assert.Single(overview["applications"]!.AsArray())!;
        Assert.Equal(applicationId, (Guid)application["id"]!);
        Assert.Equal(("Welding for beginners", "draft"), ((string?)application["programmeTitle"], (string?)application["status"]));
        Assert.Equal(1, (int?)overview["counts"]!["draft"]);

        var submitted = await app.ActAsync(personId, applicationId, "submit");
        overview = await app.OverviewAsync(personId, submitted);
        Assert.Equal("submitted", (string?)overview["applications"]![0]!["status"]);
        Assert.Equal((0, 1), ((int?)overview["counts"]!["draft"], (int?)overview["counts"]!["submitted"]));
    }

    [Fact]
    [Trait("Requirement", "S1")]
    public async Task A_write_is_folded_without_being_asked_for()
    {
        var (personId, _) = await app.RegisterAsync("Emmy Noether");
        await Deadline.UntilAsync("the overview is folded", async () => (string?)(await app.OverviewAsync(personId, token: null))["source"] == "projection");
    }

    [Fact]
    public async Task What_is_no_token_is_refused_and_nobody_has_no_overview()
    {
        var (status, body) = await app.SendAsync(HttpMethod.Get, $"api/people/{Guid.NewGuid()}/overview", consistentWith: "nonsense");
        Assert.Equal((HttpStatusCode.BadRequest, "malformed-consistency-token"), (status, (string?)body!["code"]));
        (status, body) = await app.SendAsync(HttpMethod.Get, $"api/people/{Guid.NewGuid()}/overview");
        Assert.Equal((HttpStatusCode.NotFound, "person-not-found"), (status, (string?)body!["code"]));
    }
}
