using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Domains;

/// <summary>Staff at work over HTTP.</summary>
internal sealed class Office(HttpClient http, string token)
{
    public static async Task<Office> OpenAsync(Site site, params string[] roles) => await OpenAsync(await site.App, site.Tenant, roles);

    public static async Task<Office> OpenAsync(AppProcess app, string tenant, params string[] roles) =>
        new(app.Http, await app.TokenAsync(tenant, personId: null, roles is [] ? ["staff"] : roles));

    public async Task<string> RegisterAsync(string name) =>
        (string)(await PostAsync("people", new JsonObject { ["name"] = name, ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" }))["id"]!;

    public async Task<string> PublishAsync(int capacity)
    {
        var drafted = await PostAsync("programmes", JsonNode.Parse($$"""
            {
              "title": "Welding", "description": "For beginners.", "language": "en", "starts": "2099-03-01", "ends": "2099-03-31", "capacity": {{capacity}},
              "sessions": [{ "id": "{{Guid.NewGuid()}}", "title": "First", "format": "online", "starts": "2099-03-02T09:00:00Z", "ends": "2099-03-02T17:00:00Z" }],
              "tasks": [],
              "completion": { "minimumAttendance": 80, "minimumPoints": 0, "requiredTasks": [] }
            }
            """)!.AsObject());
        await PostAsync($"programmes/{drafted["id"]}/publish");
        return (string)drafted["id"]!;
    }

    /// <returns>The address of an application that is under review.</returns>
    public async Task<string> ApplyAsync(string person, string programme)
    {
        var list = $"people/{person}/applications";
        var drafted = await PostAsync(list, new JsonObject { ["programmeId"] = programme, ["motivation"] = "I like metal." });
        var application = $"{list}/{drafted["id"]}";
        await PostAsync($"{application}/submit");
        await PostAsync($"{application}/review");
        return application;
    }

    public async Task<JsonObject> GetAsync(string address) => await ReadAsync(await SendAsync(HttpMethod.Get, address));

    /// <summary>What must succeed.</summary>
    public async Task<JsonObject> PostAsync(string address, JsonObject? body = null) => await ReadAsync(await SendAsync(HttpMethod.Post, address, body));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/{address}", UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request);
    }

    /// <summary>What is to follow by itself.</summary>
    /// <param name="find">Null while it is not so.</param>
    public async Task<JsonNode> UntilAsync(string what, string address, Func<JsonObject, JsonNode?> find)
    {
        JsonNode? found = null;
        await Deadline.UntilAsync(what, async () => (found = find(await GetAsync(address))) is not null);
        return found!;
    }

    /// <summary>What must be refused.</summary>
    /// <returns>The code.</returns>
    public async Task<string?> RefusedAsync(string address, JsonObject? body = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, address, body);
        Assert.False(answer.IsSuccessStatusCode, $"POST {address} answers {(int)answer.StatusCode}");
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answers {(int)answer.StatusCode} {text}");
            return JsonNode.Parse(text)!.AsObject();
        }
    }
}
