using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

/// <summary>Many instances at once.</summary>
[Collection(nameof(DurableApp))]
public sealed class DurableListTests(DurableApp app)
{
    private readonly string _prefix = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Instances_are_listed_by_prefix_page_by_page()
    {
        foreach (var i in Enumerable.Range(0, 5))
            await app.Http.RunAsync("FanOut", i, $"{_prefix}-{i}");

        var seen = new List<string>();
        string? token = null;
        var pages = 0;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Address($"instanceIdPrefix={_prefix}&top=2"));
            if (token is not null)
                request.Headers.Add("x-ms-continuation-token", token);
            using var answer = await app.Http.SendAsync(request);
            var page = (await answer.Content.ReadFromJsonAsync<JsonArray>())!;
            Assert.True(page.Count <= 2);
            seen.AddRange(page.Select(instance => (string)instance!["instanceId"]!));
            token = answer.Headers.TryGetValues("x-ms-continuation-token", out var values) ? values.Single() : null;
            pages++;
        }
        while (!string.IsNullOrEmpty(token));

        Assert.True(pages >= 3);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{_prefix}-{i}"), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Instances_are_listed_by_status_and_time()
    {
        await app.Http.RunAsync("FanOut", 1, $"{_prefix}-done");
        var waiting = await app.Http.StartAsync("Approval", 3_600_000, $"{_prefix}-waiting");
        await app.Http.UntilAsync(waiting, "runtimeStatus", "Running");

        Assert.Equal([$"{_prefix}-done"], await ListAsync("runtimeStatus=Completed"));
        Assert.Equal([$"{_prefix}-waiting"], await ListAsync("runtimeStatus=Running&runtimeStatus=Pending"));
        Assert.Equal([$"{_prefix}-done", $"{_prefix}-waiting"], await ListAsync("runtimeStatus=Completed,Running"));
        Assert.Equal([$"{_prefix}-done", $"{_prefix}-waiting"], await ListAsync("createdTimeFrom=2024-01-31T00:00:00Z"));
        Assert.Empty(await ListAsync("createdTimeTo=2024-01-31T00:00:00Z"));
        await app.Http.PostAsync(waiting, "terminatePostUri");
    }

    [Fact]
    public async Task The_list_shows_inputs_unless_asked_not_to()
    {
        await app.Http.RunAsync("FanOut", 3, _prefix);
        Assert.Equal(3, (int)(await GetAsync("")).Single()!["input"]!);
        var without = (await GetAsync("showInput=false")).Single()!;
        Assert.Null(without["input"]);
        Assert.Equal(6, (int)without["output"]!);
    }

    private async Task<IEnumerable<string>> ListAsync(string query) =>
        (await GetAsync(query)).Select(instance => (string)instance!["instanceId"]!).Order(StringComparer.Ordinal);

    private async Task<JsonArray> GetAsync(string query) =>
        (await app.Http.GetFromJsonAsync<JsonArray>(Address($"instanceIdPrefix={_prefix}&{query}")))!;

    private Uri Address(string query) => new($"runtime/webhooks/durabletask/instances?code={app.Key}&{query}", UriKind.Relative);
}
