using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Telemetry;

public sealed class When_a_queue_is_too_deep
{
    [Fact]
    [Trait("Requirement", "S76")]
    public async Task It_is_named_in_a_warning()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var folder = AppProcess.MakeFolder();
        var app = await AppProcess.StartAsync(folder, cosmos.ConnectionString, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Operations__QueueDepthLimit"] = "1" });
        try
        {
            var staff = await app.TokenAsync("acme", personId: null, ["staff"]);
            for (var i = 0; i < 3; i++) await PostAsync(app, "api/people", Crowd.Person($"person{i}@example.org"), request => request.Headers.Authorization = new("Bearer", staff));
            var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, ".local", "functions", "keys.json")))!;
            await Deadline.UntilAsync("the messages are there and found to be too many", async () =>
            {
                await PostAsync(app, "admin/functions/WatchQueues", new JsonObject(), request => request.Headers.Add("x-functions-key", (string)keys["masterKey"]!));
                return app.Output.Contains("messages wait in events/audit, more than 1", StringComparison.Ordinal);
            });
        }
        finally
        {
            await app.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PostAsync(AppProcess app, string address, JsonObject body, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = JsonContent.Create(body) };
        prepare(request);
        using var answer = await app.Http.SendAsync(request);
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }
}
