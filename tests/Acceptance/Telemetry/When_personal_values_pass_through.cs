using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Telemetry;

public sealed class When_personal_values_pass_through(TracedApp traced) : IClassFixture<TracedApp>
{
    /// <summary>No name and no id holds it by chance.</summary>
    private const string Canary = "kanarienvogel";

    private static readonly string[] Signals = ["traces", "metrics", "logs"];

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task None_is_in_a_log_a_span_or_a_metric_though_all_is_logged()
    {
        var registered = await SendAsync(HttpMethod.Post, "people", Person("one"));
        var person = $"people/{registered!["id"]}";
        await SendAsync(HttpMethod.Post, "people", Person("one"));
        await SendAsync(HttpMethod.Post, "people", With(Person("two"), "language", Canary));
        await SendAsync(HttpMethod.Post, "people", With(Person("two"), Canary, Canary));
        await SendAsync(HttpMethod.Patch, person, new JsonObject { ["name"] = $"Other {Canary}" }, ifMatch: "\"1\"");
        await SendAsync(HttpMethod.Patch, person, new JsonObject { ["name"] = $"Stale {Canary}" }, ifMatch: "\"1\"");
        await SendAsync(HttpMethod.Get, $"people?name={Canary}");
        await SendAsync(HttpMethod.Get, $"{person}/overview?{Canary}={Canary}");
        await SendAsync(HttpMethod.Get, $"people/{Canary}");
        await SendAsync(HttpMethod.Get, $"{Canary}/{Canary}?q={Canary}");
        await SendAsync(HttpMethod.Get, $"operations/deadletters?projection={Canary}", roles: ["operator"]);

        await Deadline.UntilAsync("the fold is exported", () => traced.Collector.Spans().Any(span => span.Name == "fold person-overview"));
        await Deadline.UntilAsync("all is exported", () => Signals.All(signal => traced.Collector.Bodies(signal).Count > 0));
        // What may be read is found, or the search would prove nothing.
        Assert.Contains("RegisterPerson", traced.Collector.Text("traces"), StringComparison.Ordinal);
        Assert.Contains("RegisterPerson", traced.Collector.Text("metrics"), StringComparison.Ordinal);
        Assert.Contains("RegisterPerson", traced.Collector.Text("logs"), StringComparison.Ordinal);
        Assert.Contains("dbug: ", traced.App.Output, StringComparison.Ordinal);

        Assert.All(Signals, signal => Assert.DoesNotContain(Canary, traced.Collector.Text(signal), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Canary, traced.App.Output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string address, JsonObject? body = null, string? ifMatch = null, string[]? roles = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/{address}", UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", await traced.App.TokenAsync("acme", personId: null, roles ?? ["staff"]));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await traced.App.Http.SendAsync(request);
        Assert.NotEqual(500, (int)answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static JsonObject Person(string which) => new()
    {
        ["name"] = $"Ada {Canary}",
        ["email"] = $"{Canary}.{which}@{Canary}.example",
        ["language"] = "en",
    };

    private static JsonObject With(JsonObject body, string field, string value)
    {
        body[field] = value;
        return body;
    }
}
