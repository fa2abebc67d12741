using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

/// <summary>What the management endpoints do.</summary>
[Collection(nameof(DurableApp))]
public sealed class DurableCommandTests(DurableApp app)
{
    private const string Base = "runtime/webhooks/durabletask/";

    [Fact]
    public async Task A_terminated_instance_keeps_the_reason()
    {
        var links = await app.Http.StartAsync("Approval", 3_600_000);
        Assert.Equal(HttpStatusCode.Accepted, await app.Http.PostAsync(links, "terminatePostUri"));
        var status = await app.Http.EndAsync(links);
        Assert.Equal("Terminated", (string?)status["runtimeStatus"]);
        Assert.Equal("because", (string?)status["output"]);
    }

    [Fact]
    public async Task A_suspended_instance_takes_its_events_when_it_is_resumed()
    {
        var links = await app.Http.StartAsync("Approval", 3_600_000);
        await app.Http.UntilAsync(links, "runtimeStatus", "Running");
        Assert.Equal(HttpStatusCode.Accepted, await app.Http.PostAsync(links, "suspendPostUri"));
        await app.Http.UntilAsync(links, "runtimeStatus", "Suspended");
        Assert.Equal(HttpStatusCode.Accepted, await app.Http.PostAsync(links, "sendEventPostUri", "yes"));
        Assert.Equal(HttpStatusCode.Accepted, await app.Http.PostAsync(links, "resumePostUri"));
        Assert.Equal("yes", (string?)(await app.Http.EndAsync(links))["output"]);
    }

    [Theory]
    [InlineData("sendEventPostUri")]
    [InlineData("terminatePostUri")]
    [InlineData("suspendPostUri")]
    [InlineData("resumePostUri")]
    [InlineData("rewindPostUri")]
    public async Task An_instance_that_has_ended_is_gone_for_commands(string link)
    {
        var links = await app.Http.StartAsync("FanOut", 0);
        await app.Http.EndAsync(links);
        Assert.Equal(HttpStatusCode.Gone, await app.Http.PostAsync(links, link, "yes"));
    }

    [Theory]
    [InlineData("text/plain", "yes")]
    [InlineData("application/json", "{")]
    public async Task An_event_must_be_json(string type, string body)
    {
        var links = await app.Http.StartAsync("Approval", 3_600_000);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, type);
        using var answer = await app.Http.PostAsync(((string)links["sendEventPostUri"]!).Replace("{eventName}", "decision", StringComparison.Ordinal), content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await app.Http.PostAsync(links, "terminatePostUri");
    }

    [Fact]
    public async Task An_orchestration_is_started_by_its_name_with_an_id_or_without()
    {
        var id = Guid.NewGuid().ToString("N");
        using var named = await app.Http.PostAsJsonAsync($"{Base}orchestrators/Sequence/{id}?code={app.Key}", 4);
        Assert.Equal(HttpStatusCode.Accepted, named.StatusCode);
        var links = (await named.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(id, (string?)links["id"]);
        Assert.Equal(named.Headers.Location!.OriginalString, (string?)links["statusQueryGetUri"]);
        Assert.Equal(10, (int)(await app.Http.EndAsync(links))["output"]!);

        using var unnamed = await app.Http.PostAsync($"{Base}orchestrators/FanOut?code={app.Key}", null);
        Assert.Equal(0, (int)(await app.Http.EndAsync((await unnamed.Content.ReadFromJsonAsync<JsonObject>())!))["output"]!);
    }

    [Fact]
    public async Task A_start_that_waits_answers_with_the_output_or_the_links()
    {
        using var ended = await app.Http.PostAsJsonAsync($"{Base}orchestrators/Sequence?code={app.Key}&timeout=20&pollingInterval=1", 4);
        Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
        Assert.Equal("10", await ended.Content.ReadAsStringAsync());

        using var waiting = await app.Http.PostAsJsonAsync($"{Base}orchestrators/Approval?code={app.Key}&timeout=0.02&pollingInterval=0.01", 3_600_000);
        Assert.Equal(HttpStatusCode.Accepted, waiting.StatusCode);
        await app.Http.PostAsync((await waiting.Content.ReadFromJsonAsync<JsonObject>())!, "terminatePostUri");
    }

    [Theory]
    [InlineData("orchestrators/Nobody", "1")]
    [InlineData("orchestrators/Add", "1")]
    [InlineData("orchestrators/Sequence", "{")]
    [InlineData("orchestrators/Sequence/@id", "1")]
    [InlineData("orchestrators/Sequence?taskHub=Other", "1")]
    [InlineData("orchestrators/Sequence?timeout=1&pollingInterval=2", "1")]
    [InlineData("instances/nobody/restart", "1")]
    public async Task A_bad_start_answers_400(string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Base + path) { Content = content, Headers = { { "x-functions-key", app.Key } } };
        using var answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_running_instance_is_not_replaced_by_a_start_with_its_id()
    {
        var links = await app.Http.StartAsync("Approval", 3_600_000);
        using var answer = await app.Http.PostAsJsonAsync($"{Base}orchestrators/Approval/{links["id"]}?code={app.Key}", 1);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        await app.Http.PostAsync(links, "terminatePostUri");
    }
}
