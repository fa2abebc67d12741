using System.Net;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Projections;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Telemetry;

public sealed class When_operators_look_at_the_app(OverviewApp app) : IClassFixture<OverviewApp>
{
    private const int Calls = 25;

    [Fact]
    [Trait("Requirement", "S31")]
    [Trait("Requirement", "S63")]
    public async Task Each_function_is_beside_its_objective()
    {
        var (person, token) = await app.RegisterAsync("Ada");
        for (var i = 0; i < Calls; i++) await app.OverviewAsync(person, token);

        var function = Named((await MetricsAsync())["functions"]!, "GetPersonOverview");
        Assert.InRange((int)function["calls"]!, Calls, Calls + 5);
        Assert.Equal((0, 100.0, "http"), ((int)function["failures"]!, (double)function["objective"]!, (string?)function["trigger"]));
        double p50 = (double)function["p50"]!, p95 = (double)function["p95"]!, p99 = (double)function["p99"]!;
        Assert.True(p50 > 0 && p50 <= p95 && p95 <= p99, function.ToJsonString());
        Assert.Equal(p95 <= 100 ? "met" : "missed", (string?)function["standing"]);
        Assert.True((double)function["chargePerCall"]! >= 1, function.ToJsonString());
    }

    [Fact]
    [Trait("Requirement", "S32")]
    public async Task A_read_model_says_how_far_behind_it_is_and_was()
    {
        await app.RegisterAsync("Ada");
        JsonNode? model = null;
        await Deadline.UntilAsync("all is folded", async () =>
        {
            model = Named((await MetricsAsync())["readModels"]!, "person-overview");
            return (long?)model["pending"] == 0 && (double?)model["lagSeconds"] == 0;
        });
        Assert.Equal(60, model!["lags"]!.AsArray().Count);
        Assert.Contains(model["lags"]!.AsArray(), lag => lag is not null && (double)lag > 0);
        Assert.True(model["events"]!.AsArray().Sum(count => (long)count!) >= 1, model.ToJsonString());
        Assert.Contains((await MetricsAsync())["reactions"]!.AsArray(), reaction => (string?)reaction!["name"] == "free-seats");
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task Dead_letters_are_counted_by_who_could_not_take_them_in()
    {
        await app.SpoilAsync();
        await Deadline.UntilAsync("the poison event is counted", async () =>
            (await MetricsAsync())["deadLetters"]!.AsArray().Any(one => (string?)one!["source"] == "person-overview" && (long)one["parked"]! >= 1 && (string?)one["kind"] == "readModel"));
    }

    [Fact]
    public async Task An_orchestration_shows_its_progress()
    {
        await app.RegisterAsync("Ada");
        await app.SendAsync(HttpMethod.Post, "api/projections/person-overview/rebuild");
        await Deadline.UntilAsync("the rebuild is over, and has said how much it did", async () =>
            (await MetricsAsync())["orchestrations"]!.AsArray().Any(one =>
                (string?)one!["name"] == "RebuildProjection" && (string?)one["status"] == "completed" && (double?)one["share"] == 1
                && one["progress"]!.AsArray().Any(figure => (string?)figure!["name"] == "read")));
    }

    [Fact]
    [Trait("Requirement", "S76")]
    public async Task A_subscription_says_how_deep_it_is()
    {
        await app.RegisterAsync("Ada");
        await Deadline.UntilAsync("the event has arrived in the subscription", async () =>
            (await MetricsAsync())["queues"]!.AsArray().Any(queue => (string?)queue!["name"] == "events/audit" && (long)queue["active"]! >= 1 && !(bool)queue["isTooDeep"]!));
    }

    private async Task<JsonNode> MetricsAsync()
    {
        var (status, body) = await app.SendAsync(HttpMethod.Get, "api/operations/metrics");
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
        return body!;
    }

    private static JsonNode Named(JsonNode list, string name) => list.AsArray().Single(one => (string?)one!["name"] == name)!;
}
