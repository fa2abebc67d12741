using System.Net;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Projections;

/// <summary>A poison event on the real app, from the feed to its end.</summary>
[Collection(nameof(OverviewApp))]
public sealed class DeadLetterTests(OverviewApp app)
{
    [Fact]
    [Trait("Requirement", "S78")]
    public async Task A_poison_event_is_parked_told_and_discarded_while_the_feed_goes_on()
    {
        var spoiled = await app.SpoilAsync();
        var (personId, _) = await app.RegisterAsync("Katherine Johnson");
        await Deadline.UntilAsync("others are folded", async () => (string?)(await app.OverviewAsync(personId, token: null))["source"] == "projection");

        JsonNode? letter = null;
        await Deadline.UntilAsync("the event is parked", async () =>
        {
            var (_, page) = await app.SendAsync(HttpMethod.Get, "api/operations/deadletters?projection=person-overview&status=parked");
            letter = page!["items"]!.AsArray().SingleOrDefault(item => (string?)item!["subjectId"] == spoiled.ToString());
            return letter is not null;
        });
        Assert.Equal(("unreadable", "JsonException"), ((string?)letter!["reason"], (string?)letter["error"]));
        var path = $"api/operations/deadletters/{letter["id"]}";

        var (failed, problem) = await app.SendAsync(HttpMethod.Post, $"{path}/replay");
        Assert.Equal((HttpStatusCode.Conflict, "dead-letter-still-fails"), (failed, (string?)problem!["code"]));
        var (done, discarded) = await app.SendAsync(HttpMethod.Post, $"{path}/discard", new { reason = "Stored by a test." });
        Assert.Equal((HttpStatusCode.OK, "discarded"), (done, (string?)discarded!["status"]));
        var (_, kept) = await app.SendAsync(HttpMethod.Get, path);
        Assert.Equal("Stored by a test.", (string?)kept!["settlement"]!["reason"]);
        var (_, me) = await app.SendAsync(HttpMethod.Get, "api/me");
        Assert.Equal((string)me!["callerId"]!, (string?)kept["settlement"]!["callerId"]);
    }
}
