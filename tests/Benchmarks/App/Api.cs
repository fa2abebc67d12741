using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Serverless.Benchmarks.App;

/// <summary>What is asked of the app over HTTP, by staff.</summary>
internal sealed class Api(HttpClient http)
{
    /// <summary>The read model.</summary>
    public const string Overview = "person-overview";

    public async Task<string> RegisterAsync() => Id(await SendAsync(HttpMethod.Post, "people", Person()));

    public async Task<string> DraftAsync(string person, string programme) => Id(await SendAsync(
        HttpMethod.Post, $"people/{person}/applications", $$"""{"programmeId":"{{programme}}","motivation":"I want to learn it from the beginning."}"""));

    public async Task<string> PublishAsync()
    {
        var programme = await DraftProgrammeAsync();
        await SendAsync(HttpMethod.Post, $"programmes/{programme}/publish");
        return programme;
    }

    public async Task<string> DraftProgrammeAsync() => Id(await SendAsync(
        HttpMethod.Post,
        "programmes",
        $$"""
            {
              "title": "Welding", "description": "For beginners.", "language": "en", "starts": "2099-03-01", "ends": "2099-03-31", "capacity": 10000,
              "sessions": [{ "id": "{{Guid.NewGuid()}}", "title": "First", "format": "online", "starts": "2099-03-02T09:00:00Z", "ends": "2099-03-02T17:00:00Z" }],
              "tasks": [], "completion": { "minimumAttendance": 80, "minimumPoints": 0, "requiredTasks": [] }
            }
            """));

    /// <returns>The version that is there then.</returns>
    public async Task<string> ChangeAsync(string person, string version)
    {
        var (_, tag) = await SendAsync(HttpMethod.Patch, $"people/{person}", $$"""{"name":"Ada {{Random.Shared.Next(1_000_000)}}"}""", version);
        return tag;
    }

    public Task ReadOverviewAsync(string person) => SendAsync(HttpMethod.Get, $"people/{person}/overview");

    public async Task<JsonNode> ProjectionAsync() => JsonNode.Parse((await SendAsync(HttpMethod.Get, $"projections/{Overview}")).Body)!;

    public Task ReadAsync(string person) => SendAsync(HttpMethod.Get, $"people/{person}");

    public async Task<(byte[] Body, string Tag)> SendAsync(HttpMethod method, string address, string? body = null, string? version = null)
    {
        using HttpRequestMessage request = new(method, new Uri($"api/{address}", UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await http.SendAsync(request);
        var content = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode
            ? (content, answer.Headers.ETag?.Tag ?? "")
            : throw new HttpRequestException($"{method} {address} answers {(int)answer.StatusCode} {Encoding.UTF8.GetString(content)}");
    }

    private static string Person() => $$"""{"name":"Ada Lovelace","email":"{{Guid.NewGuid():N}}@example.org","language":"en"}""";

    private static string Id((byte[] Body, string Tag) answer) => (string)JsonNode.Parse(answer.Body)!["id"]!;
}
