using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

/// <summary>What the management endpoints tell of one instance.</summary>
[Collection(nameof(DurableApp))]
public sealed class DurableStatusTests(DurableApp app)
{
    private const string Time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$";

    [Fact]
    public async Task An_instance_that_goes_on_answers_202_and_where_and_when_to_ask_again()
    {
        var links = await app.Http.StartAsync("Approval", 3_600_000);
        var address = (string)links["statusQueryGetUri"]!;
        await app.Http.UntilAsync(links, "runtimeStatus", "Running");
        using var answer = await app.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(address, answer.Headers.Location!.AbsoluteUri);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        await app.Http.PostAsync(links, "terminatePostUri");
    }

    [Fact]
    public async Task An_instance_that_has_ended_answers_200_with_its_state()
    {
        var links = await app.Http.StartAsync("Sequence", 4);
        var status = await app.Http.EndAsync(links);
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"],
            status.Select(member => member.Key));
        Assert.Equal("Sequence", (string?)status["name"]);
        Assert.Equal((string?)links["id"], (string?)status["instanceId"]);
        Assert.Equal("Completed", (string?)status["runtimeStatus"]);
        Assert.Equal(4, (int)status["input"]!);
        Assert.Null(status["customStatus"]);
        Assert.Equal(10, (int)status["output"]!);
        Assert.Matches(Time, (string?)status["createdTime"]);
        Assert.Matches(Time, (string?)status["lastUpdatedTime"]);
        Assert.Null((await app.Http.StatusAsync(links, "&showInput=false"))["input"]);
    }

    [Fact]
    public async Task The_history_tells_each_step_once_with_its_times()
    {
        var links = await app.Http.StartAsync("Sequence", 4);
        await app.Http.EndAsync(links);
        var history = (await app.Http.StatusAsync(links, "&showHistory=true"))["historyEvents"]!.AsArray();
        Assert.Equal(
            ["ExecutionStarted", "TaskCompleted", "TaskCompleted", "TaskCompleted", "ExecutionCompleted"],
            history.Select(entry => (string?)entry!["EventType"]));
        Assert.Equal("Sequence", (string?)history[0]!["FunctionName"]);
        Assert.Equal("4", (string?)history[0]!["Input"]);
        Assert.Equal("Add", (string?)history[1]!["FunctionName"]);
        Assert.True((DateTime)history[1]!["ScheduledTime"]! <= (DateTime)history[1]!["Timestamp"]!);
        Assert.Null(history[1]!["Result"]);
        Assert.Equal("Completed", (string?)history[4]!["OrchestrationStatus"]);

        var detailed = (await app.Http.StatusAsync(links, "&showHistory=true&showHistoryOutput=true&showInput=false"))["historyEvents"]!.AsArray();
        Assert.Equal(5, (int)detailed[1]!["Result"]!);
        Assert.Equal(10, (int)detailed[4]!["Result"]!);
        Assert.Null(detailed[0]!["Input"]);
    }

    [Fact]
    public async Task Timers_events_and_children_are_in_the_history()
    {
        var approval = await app.Http.StartAsync("Approval", 3_600_000);
        await app.Http.UntilAsync(approval, "customStatus", "waiting");
        await app.Http.PostAsync(approval, "sendEventPostUri", "yes");
        await app.Http.EndAsync(approval);
        var history = (await app.Http.StatusAsync(approval, "&showHistory=true"))["historyEvents"]!.AsArray();
        Assert.Equal(
            ["ExecutionStarted", "TimerCreated", "EventRaised", "ExecutionCompleted"], history.Select(entry => (string?)entry!["EventType"]));
        Assert.True((DateTime)history[1]!["FireAt"]! > (DateTime)history[1]!["Timestamp"]!);
        Assert.Equal("decision", (string?)history[2]!["Name"]);

        var family = await app.Http.StartAsync("Family", new[] { 1 });
        await app.Http.EndAsync(family);
        var steps = (await app.Http.StatusAsync(family, "&showHistory=true"))["historyEvents"]!.AsArray();
        Assert.Equal(
            ["ExecutionStarted", "SubOrchestrationInstanceCompleted", "ExecutionCompleted"], steps.Select(entry => (string?)entry!["EventType"]));
        Assert.Equal("Sequence", (string?)steps[1]!["FunctionName"]);
    }

    [Fact]
    public async Task A_failed_instance_answers_200_or_500_as_asked()
    {
        var links = await app.Http.StartAsync("Fragile");
        var status = await app.Http.EndAsync(links);
        Assert.Equal("Failed", (string?)status["runtimeStatus"]);
        Assert.Contains("Fails on purpose.", (string?)status["output"], StringComparison.Ordinal);

        using var answer = await app.Http.GetAsync((string)links["statusQueryGetUri"]! + "&returnInternalServerErrorOnFailure=true");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);

        var history = (await app.Http.StatusAsync(links, "&showHistory=true"))["historyEvents"]!.AsArray();
        var failed = history.Single(entry => (string?)entry!["EventType"] == "TaskFailed")!;
        Assert.Equal("Fails on purpose.", (string?)failed["Reason"]);
        Assert.Equal("System.InvalidOperationException", (string?)failed["FailureDetails"]!["ErrorType"]);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/raiseEvent/decision")]
    [InlineData("POST", "/terminate")]
    [InlineData("POST", "/suspend")]
    [InlineData("POST", "/resume")]
    [InlineData("POST", "/rewind")]
    public async Task An_instance_that_does_not_exist_answers_404(string method, string operation)
    {
        using var request = new HttpRequestMessage(new(method), $"runtime/webhooks/durabletask/instances/nobody{operation}?code={app.Key}")
        {
            Content = JsonContent.Create("yes"),
        };
        using var answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("instances/nobody")]
    [InlineData("instances/nobody?code=guess")]
    [InlineData("instances?code=")]
    public async Task Nothing_is_told_without_the_system_key(string path)
    {
        using var answer = await app.Http.GetAsync("runtime/webhooks/durabletask/" + path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_master_key_opens_too_and_host_keys_do_not()
    {
        var keys = app.Folder.Keys();
        Assert.NotNull(await app.Http.GetFromJsonAsync<JsonArray>($"runtime/webhooks/durabletask/instances?code={keys["masterKey"]}"));
        using var answer = await app.Http.GetAsync($"runtime/webhooks/durabletask/instances?code={keys["hostKeys"]!["default"]}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
