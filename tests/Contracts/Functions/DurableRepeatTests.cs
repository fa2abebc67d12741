using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

/// <summary>Instances that run again, from where they failed or from the start.</summary>
[Collection(nameof(DurableApp))]
public sealed class DurableRepeatTests(DurableApp app)
{
    [Fact]
    public async Task A_failed_instance_goes_on_where_it_failed_when_it_is_rewound()
    {
        var links = await app.Http.StartAsync("Fragile");
        foreach (var outcome in new[] { "Failed", "Failed", "Completed" })
        {
            Assert.Equal(outcome, (string?)(await app.Http.EndAsync(links))["runtimeStatus"]);
            Assert.Equal(outcome == "Failed" ? HttpStatusCode.Accepted : HttpStatusCode.Gone, await app.Http.PostAsync(links, "rewindPostUri"));
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("&restartWithNewInstanceId=true", true)]
    [InlineData("&restartWithNewInstanceId=false", false)]
    public async Task A_restart_runs_the_same_input_again(string query, bool isNew)
    {
        var links = await app.Http.StartAsync("Sequence", 4);
        await app.Http.EndAsync(links);
        using var answer = await app.Http.PostAsync((string)links["restartPostUri"]! + query, null);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), answer.Headers.RetryAfter!.Delta);
        var again = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal(isNew, (string?)links["id"] != (string?)again["id"]);
        Assert.Equal(10, (int)(await app.Http.EndAsync(again))["output"]!);
    }

    [Fact]
    public async Task A_running_instance_is_not_restarted_in_its_own_place()
    {
        var links = await app.Http.StartAsync("Approval", 3_600_000);
        using var answer = await app.Http.PostAsync((string)links["restartPostUri"]! + "&restartWithNewInstanceId=false", null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, await app.Http.PostAsync(links, "terminatePostUri"));
    }
}
