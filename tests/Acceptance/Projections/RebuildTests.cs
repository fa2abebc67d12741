using System.Net;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Projections;

/// <summary>What operators do with read models, over HTTP on the real app.</summary>
public sealed class RebuildTests(OverviewApp app) : IClassFixture<OverviewApp>
{
    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_switches_while_reads_go_on_and_none_of_them_is_wrong()
    {
        var programmeId = await app.PublishAsync("Baking");
        var people = new List<(Guid Id, string Name, string Token)>();
        for (var i = 0; i < 8; i++)
        {
            var (personId, _) = await app.RegisterAsync($"Person {i}");
            var (_, token) = await app.ApplyAsync(personId, programmeId);
            people.Add((personId, $"Person {i}", token));
        }

        var before = (int)(await ProjectionAsync())["version"]!;
        using var stop = new CancellationTokenSource();
        var reading = ReadUntilAsync(people, stop.Token);
        var (status, body) = await app.SendAsync(HttpMethod.Post, "api/projections/person-overview/rebuild");
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("rebuilding", (string?)body!["status"]);
        var (again, refusal) = await app.SendAsync(HttpMethod.Post, "api/projections/person-overview/rebuild");
        Assert.Equal((HttpStatusCode.Conflict, "rebuild-running"), (again, (string?)refusal!["code"]));

        await Deadline.UntilAsync("the rebuild is over", async () => (string?)(await ProjectionAsync())["status"] == "live");
        Assert.Equal(before + 1, (int)(await ProjectionAsync())["version"]!);
        await stop.CancelAsync();
        Assert.True(await reading > 0);
        foreach (var (id, name, _) in people)
        {
            var overview = await app.OverviewAsync(id, token: null);
            Assert.Equal((name, before + 1, "Baking"),
                ((string?)overview["person"]!["name"], (int)overview["projection"]!["version"]!, (string?)overview["applications"]![0]!["programmeTitle"]));
        }
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_goes_on_after_the_process_was_killed()
    {
        var people = new List<(Guid Id, string Name)>();
        for (var i = 0; i < 5; i++) people.Add(((await app.RegisterAsync($"Survivor {i}")).Id, $"Survivor {i}"));
        var before = (int)(await ProjectionAsync())["version"]!;
        await app.SendAsync(HttpMethod.Post, "api/projections/person-overview/rebuild");
        foreach (var step in new[] { "announced", "switched" })
        {
            await Deadline.UntilAsync($"the rebuild is {step} or further", async () => (await ProjectionAsync()) is var now
                && ((string?)now["status"] == "live" || (string?)now["rebuild"]?["step"] == step));
            await app.KillAndRestartAsync();
        }

        await Deadline.UntilAsync("the rebuild is over", async () => (string?)(await ProjectionAsync())["status"] == "live");
        Assert.Equal(before + 1, (int)(await ProjectionAsync())["version"]!);
        foreach (var (id, name) in people)
            Assert.Equal(name, (string?)(await app.OverviewAsync(id, token: null))["person"]!["name"]);
    }

    [Fact]
    [Trait("Requirement", "S32")]
    public async Task A_read_model_says_how_far_behind_it_is()
    {
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await app.RegisterAsync("Somebody");
        await app.PublishAsync("Something");
        await Deadline.UntilAsync("nothing is pending", async () => (await ProjectionAsync())["sources"]!.AsArray().All(source => (long?)source!["pending"] == 0));
        var projection = await ProjectionAsync();
        Assert.Equal(["applications", "people", "programmes"], projection["sources"]!.AsArray().Select(source => (string?)source!["container"]));
        Assert.Equal(0, (long)projection["deadLetters"]!);
        Assert.InRange((DateTimeOffset)projection["asOf"]!, before, TimeProvider.System.GetUtcNow().AddSeconds(1));
        Assert.StartsWith("PT", (string?)projection["lag"], StringComparison.Ordinal);
        var (status, list) = await app.SendAsync(HttpMethod.Get, "api/projections");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(list!["items"]!.AsArray(), item => (string?)item!["name"] == "person-overview");
    }

    [Fact]
    public async Task What_does_not_exist_is_said_so()
    {
        foreach (var (method, path, code) in new[]
        {
            (HttpMethod.Get, "api/projections/nothing", "projection-not-found"),
            (HttpMethod.Post, "api/projections/nothing/rebuild", "projection-not-found"),
            (HttpMethod.Get, $"api/operations/deadletters/{Guid.NewGuid()}", "dead-letter-not-found"),
            (HttpMethod.Post, $"api/operations/deadletters/{Guid.NewGuid()}/replay", "dead-letter-not-found"),
        })
        {
            var (status, body) = await app.SendAsync(method, path);
            Assert.Equal((HttpStatusCode.NotFound, code), (status, (string?)body!["code"]));
        }

        var (missing, problem) = await app.SendAsync(HttpMethod.Post, $"api/operations/deadletters/{Guid.NewGuid()}/discard", new { reason = " " });
        Assert.Equal((HttpStatusCode.BadRequest, "reason-required"), (missing, (string?)problem!["code"]));
        var (filtered, wrong) = await app.SendAsync(HttpMethod.Get, "api/operations/deadletters?status=lost&projection=none");
        Assert.Equal((HttpStatusCode.BadRequest, 2), (filtered, wrong!["errors"]!.AsArray().Count));
        var (ok, page) = await app.SendAsync(HttpMethod.Get, "api/operations/deadletters?status=parked&projection=person-overview&pageSize=5");
        Assert.Equal((HttpStatusCode.OK, 0), (ok, page!["items"]!.AsArray().Count));
    }

    private async Task<JsonNode> ProjectionAsync()
    {
        var (status, body) = await app.SendAsync(HttpMethod.Get, "api/projections/person-overview");
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
        return body!;
    }

    /// <returns>How many answers there were, all of them right.</returns>
    private async Task<int> ReadUntilAsync(List<(Guid Id, string Name, string Token)> people, CancellationToken stop)
    {
        var answers = 0;
        while (!stop.IsCancellationRequested)
        {
            var (id, name, token) = people[answers % people.Count];
            var overview = await app.OverviewAsync(id, token);
            Assert.Equal((name, 1), ((string?)overview["person"]!["name"], overview["applications"]!.AsArray().Count));
            answers++;
        }

        return answers;
    }
}
