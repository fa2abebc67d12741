using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

[Collection(nameof(DurableApp))]
public sealed class DurableFunctionTests(DurableApp app)
{
    [Theory]
    [InlineData("Sequence", "4", "10")]
    [InlineData("FanOut", "20", "210")]
    [InlineData("Family", "[1,2]", "[7,8]")]
    [InlineData("Retried", "null", "3")]
    public async Task An_orchestration_calls_its_activities_and_returns_a_result(string name, string input, string output)
    {
        var status = await app.Http.RunAsync(name, JsonNode.Parse(input));
        Assert.Equal("Completed", (string?)status["runtimeStatus"]);
        Assert.Equal(output, status["output"]!.ToJsonString());
    }

    [Fact]
    public async Task A_sub_orchestration_is_an_instance_of_its_own()
    {
        var id = Guid.NewGuid().ToString("N");
        await app.Http.RunAsync("Family", new[] { 5 }, id);
        var child = await app.Http.GetFromJsonAsync<JsonObject>($"runtime/webhooks/durabletask/instances/{id}-0?code={app.Key}");
        Assert.Equal("Sequence", (string?)child!["name"]);
        Assert.Equal(11, (int)child["output"]!);
    }

    [Fact]
    public async Task An_event_reaches_the_orchestration_that_waits_for_it()
    {
        var links = await app.Http.StartAsync("Approval", 3_600_000);
        await app.Http.UntilAsync(links, "customStatus", "waiting");
        Assert.Equal(HttpStatusCode.Accepted, await app.Http.PostAsync(links, "sendEventPostUri", "yes"));

        var status = await app.Http.EndAsync(links);
        Assert.Equal("yes", (string?)status["output"]);
        Assert.Equal("decided", (string?)status["customStatus"]);
    }

    [Fact]
    public async Task A_timer_ends_a_wait() => Assert.Equal("late", (string?)(await app.Http.RunAsync("Approval", 20))["output"]);

    [Fact]
    public async Task An_activity_runs_through_the_middleware_in_a_scope_of_its_own_and_knows_its_instance()
    {
        var id = Guid.NewGuid().ToString("N");
        var status = await app.Http.RunAsync("Traced", null, id);
        Assert.Equal($$"""{"Instance":"{{id}}","Stamp":"stamped","SameVisit":true,"Orchestrator":"Traced"}""", status["output"]!.ToJsonString());
    }

    [Fact]
    public async Task A_check_status_response_links_to_everything_that_can_be_done_with_the_instance()
    {
        var id = "a b-" + Guid.NewGuid().ToString("N");
        using var answer = await app.Http.PostAsJsonAsync($"api/start/Sequence/{Uri.EscapeDataString(id)}", 1);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var links = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((string?)links["statusQueryGetUri"], answer.Headers.Location!.OriginalString);
        AssertLinks(links, id);
    }

    [Fact]
    public async Task Links_are_made_without_a_request_too()
    {
        using var answer = await app.Http.PostAsync("api/links/FanOut", null);
        var links = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        AssertLinks(links, (string)links["id"]!);
        Assert.Equal("Completed", (string?)(await app.Http.EndAsync(links))["runtimeStatus"]);
    }

    [Fact]
    public async Task A_starter_may_wait_for_the_result()
    {
        using var answer = await app.Http.PostAsJsonAsync("api/run/Sequence", 1);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var state = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal("Completed", (string?)state["RuntimeStatus"]);
        Assert.Equal("7", (string?)state["SerializedOutput"]);
    }

    [Fact]
    public async Task A_starter_that_waits_answers_500_for_a_failure_when_it_says_so()
    {
        using var answer = await app.Http.PostAsJsonAsync("api/run/Fragile", (object?)null);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_starter_that_waits_in_vain_answers_with_the_links()
    {
        using var answer = await app.Http.PostAsJsonAsync("api/run/Approval?patience=20", 3_600_000);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var links = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(HttpStatusCode.Accepted, await app.Http.PostAsync(links, "terminatePostUri"));
    }

    private void AssertLinks(JsonObject links, string id)
    {
        var instance = $"{app.Http.BaseAddress}runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(id)}";
        var query = $"taskHub=TestHubName&connection=Storage&code={Uri.EscapeDataString(app.Key)}";
        Assert.Equal(id, (string?)links["id"]);
        Assert.Equal($"{instance}?{query}", (string?)links["statusQueryGetUri"]);
        Assert.Equal($"{instance}/raiseEvent/{{eventName}}?{query}", (string?)links["sendEventPostUri"]);
        Assert.Equal($"{instance}/terminate?reason={{text}}&{query}", (string?)links["terminatePostUri"]);
        Assert.Equal($"{instance}/rewind?reason={{text}}&{query}", (string?)links["rewindPostUri"]);
        Assert.Equal($"{instance}?{query}", (string?)links["purgeHistoryDeleteUri"]);
        Assert.Equal($"{instance}/restart?{query}", (string?)links["restartPostUri"]);
        Assert.Equal($"{instance}/suspend?reason={{text}}&{query}", (string?)links["suspendPostUri"]);
        Assert.Equal($"{instance}/resume?reason={{text}}&{query}", (string?)links["resumePostUri"]);
    }
}
