using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Running;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Projections;

/// <summary>The app, and what its staff do with it. Classes that only look at what they have written themselves share one.</summary>
[CollectionDefinition(nameof(OverviewApp))]
public sealed class OverviewApp : IAsyncLifetime, ICollectionFixture<OverviewApp>
{
    public const string Tenant = "acme";


    private readonly string _folder = AppProcess.MakeFolder();
    private LocalCosmosServer? _cosmos;
    private AppProcess? _app;
    private string? _staff;

    public Uri Address => _app!.Http.BaseAddress!;

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        _app = await AppProcess.StartAsync(_folder, _cosmos.ConnectionString);
        _staff = await _app.TokenAsync(Tenant, personId: null, ["staff", "operator", "reviewer"]);
    }

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _cosmos!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends the process in the middle of whatever it does, and starts another in its folder.</summary>
    public async Task KillAndRestartAsync()
    {
        await _app!.KillAsync();
        await _app.DisposeAsync();
        _app = await AppProcess.StartAsync(_folder, _cosmos!.ConnectionString);
    }

    public Task<string> TokenAsync(Guid personId, params string[] roles) => _app!.TokenAsync(Tenant, personId, roles);

    /// <param name="caller">A token; null for staff's.</param>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body = null, string? consistentWith = null, string? caller = null)
    {
        using var answer = await SendWholeAsync(method, path, body, consistentWith, caller);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<JsonNode> OverviewAsync(Guid personId, string? token)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"api/people/{personId}/overview", consistentWith: token);
        Assert.True(status == HttpStatusCode.OK, $"{status}: {body}");
        return body!;
    }

    /// <returns>The person and the token of the write.</returns>
    public Task<(Guid Id, string Token)> RegisterAsync(string name) =>
        WriteAsync("api/people", new { name, email = $"{Guid.NewGuid():N}@example.org", language = "en" });

    public Task<(Guid Id, string Token)> ApplyAsync(Guid personId, Guid programmeId) =>
        WriteAsync($"api/people/{personId}/applications", new { programmeId, motivation = "I want to learn it." });

    /// <returns>The token of the write.</returns>
    public async Task<string> SayAsync(Guid personId, string purpose, string decision) =>
        (await WriteAsync($"api/people/{personId}/consents", new { purpose, policyVersion = "1", decision })).Token;

    public async Task<string> ActAsync(Guid personId, Guid applicationId, string step) =>
        (await WriteAsync($"api/people/{personId}/applications/{applicationId}/{step}", body: null)).Token;

    public async Task<Guid> PublishAsync(string title)
    {
        var (id, _) = await WriteAsync("api/programmes", new
        {
            title,
            description = "What there is to know.",
            language = "en",
            starts = "2099-01-01",
            ends = "2099-06-30",
            capacity = 10,
            sessions = new[] { new { id = Guid.NewGuid(), title = "First", starts = "2099-02-01T09:00:00Z", ends = "2099-02-01T12:00:00Z", format = "online" } },
            completion = new { minimumAttendance = 80, minimumPoints = 0, requiredTasks = Array.Empty<Guid>() },
        });
        await WriteAsync($"api/programmes/{id}/publish", body: null);
        return id;
    }

    /// <summary>Stores an event that nobody can read, of a person of its own.</summary>
    /// <returns>Whose it is.</returns>
    public async Task<Guid> SpoilAsync()
    {
        var personId = Guid.NewGuid();
        using var client = new CosmosClient(_cosmos!.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
        await client.GetContainer("serverless", "people").CreateItemAsync(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = Guid.NewGuid(),
            ["tenantId"] = Tenant,
            ["subjectId"] = personId,
            ["kind"] = "person-registered",
            ["recordId"] = personId,
            ["recordType"] = "person",
            ["version"] = 1,
            ["index"] = 0,
            ["final"] = true,
        });
        return personId;
    }

    private async Task<(Guid Id, string Token)> WriteAsync(string path, object? body)
    {
        using var answer = await SendWholeAsync(HttpMethod.Post, path, body, consistentWith: null);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return ((Guid)JsonNode.Parse(text)!["id"]!, answer.Headers.GetValues("Consistency-Token").Single());
    }

    private async Task<HttpResponseMessage> SendWholeAsync(HttpMethod method, string path, object? body, string? consistentWith, string? caller = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new("Bearer", caller ?? _staff);
        if (consistentWith is not null) request.Headers.Add("If-Consistent-With", consistentWith);
        if (body is not null) request.Content = JsonContent.Create(body);
        return await _app!.Http.SendAsync(request);
    }
}
