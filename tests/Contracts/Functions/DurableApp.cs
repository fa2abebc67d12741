using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Functions;

/// <summary>One running app for all tests of durable functions.</summary>
[CollectionDefinition(nameof(DurableApp))]
public sealed class DurableApp : IAsyncLifetime, ICollectionFixture<DurableApp>
{
    public static readonly string[] Functions =
    [
        "Sequence", "FanOut", "Approval", "Family", "Retried", "Fragile", "Held", "Traced",
        "Add", "FailTwice", "Hold", "Inspect", "Start", "StartWithLinks", "RunToEnd",
    ];

    private AppProcess? _app;

    public AppFolder Folder { get; } = new(Functions);

    public HttpClient Http => _app!.Http;

    public string Key => SystemKey(Folder);

    public static string SystemKey(AppFolder folder) => (string)folder.Keys()["systemKeys"]!["durabletask_extension"]!;

    public async Task InitializeAsync() => _app = await AppProcess.StartAsync(Folder);

    public Task DisposeAsync()
    {
        _app?.Dispose();
        Folder.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>Orchestrations over HTTP.</summary>
internal static class DurableCalls
{
    /// <returns>The links of the new instance.</returns>
    public static async Task<JsonObject> StartAsync(this HttpClient http, string name, object? input = null, string? id = null)
    {
        using var answer = await http.PostAsJsonAsync($"api/start/{name}/{id}", input);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>Polls as a client does: while the answer is 202.</summary>
    public static async Task<JsonObject> EndAsync(this HttpClient http, JsonObject links)
    {
        var status = new JsonObject();
        await Deadline.UntilAsync("the instance has ended", async () =>
        {
            using var answer = await http.GetAsync((string)links["statusQueryGetUri"]!);
            status = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
            return answer.StatusCode != HttpStatusCode.Accepted;
        });
        return status;
    }

    public static async Task<JsonObject> RunAsync(this HttpClient http, string name, object? input = null, string? id = null) =>
        await http.EndAsync(await http.StartAsync(name, input, id));

    public static async Task<JsonObject> StatusAsync(this HttpClient http, JsonObject links, string query = "")
    {
        using var answer = await http.GetAsync((string)links["statusQueryGetUri"]! + query);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public static Task UntilAsync(this HttpClient http, JsonObject links, string member, string value) =>
        Deadline.UntilAsync($"{member} is {value}", async () => (string?)(await http.StatusAsync(links))[member] == value);

    public static async Task<HttpStatusCode> PostAsync(this HttpClient http, JsonObject links, string link, object? body = null)
    {
        var address = ((string)links[link]!).Replace("{text}", "because", StringComparison.Ordinal).Replace("{eventName}", "decision", StringComparison.Ordinal);
        using var answer = await http.PostAsJsonAsync(address, body);
        return answer.StatusCode;
    }
}
