using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Running;
using Serverless.Contracts.Blobs;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>Tests that share one app, whose people they do not share.</summary>
[CollectionDefinition(nameof(AuditedApp))]
public sealed class AuditedAppCollection : ICollectionFixture<AuditedApp>;

/// <summary>The app over HTTP, and the store of what it enters about it.</summary>
public sealed class AuditedApp : IAsyncLifetime
{
    private readonly string _folder = AppProcess.MakeFolder();
    private LocalCosmosServer? _cosmos;
    private AppProcess? _app;

    /// <summary>Its own, since blobs are shared by all tests.</summary>
    public string Tenant { get; } = $"acme-{Guid.NewGuid():N}";

    public LocalCosmosAccount Store => _cosmos!.Account;

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await StartAsync();
    }

    /// <summary>Ends the process in the middle of whatever it does, and starts another in its folder.</summary>
    public async Task KillAndRestartAsync()
    {
        await _app!.KillAsync();
        await _app.DisposeAsync();
        await StartAsync();
    }

    /// <summary>Documents of the audit, which the app itself only adds to.</summary>
    public async Task TamperAsync(Func<Container, Task> tamper)
    {
        ArgumentNullException.ThrowIfNull(tamper);
        using var client = new CosmosClient(_cosmos!.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, UseSystemTextJsonSerializerWithOptions = new() });
        await tamper(client.GetContainer("serverless", "audit"));
    }

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _cosmos!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public Task<string> TokenAsync(Guid? personId, params string[] roles) => _app!.TokenAsync(Tenant, personId, roles);

    public async Task<(int Status, JsonObject Body)> SendAsync(string token, HttpMethod method, string address, JsonObject? body = null, string? key = null, string? from = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/{address}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (from is not null) request.Headers.Add("X-Forwarded-For", from);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await _app!.Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    public async Task<int> StatusAsync(string token, HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/{address}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _app!.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async Task<JsonObject> GetAsync(string token, string address)
    {
        var (status, body) = await SendAsync(token, HttpMethod.Get, address);
        Assert.True(status == 200, $"{address}: {status} {body}");
        return body;
    }

    public async Task<JsonObject> PostAsync(string token, string address, JsonObject? body = null)
    {
        var (status, answer) = await SendAsync(token, HttpMethod.Post, address, body);
        Assert.True(status is >= 200 and < 300, $"{address}: {status} {answer}");
        return answer;
    }

    public async Task<Guid> RegisterAsync(string name)
    {
        var staff = await TokenAsync(personId: null, "staff");
        return (Guid)(await PostAsync(staff, "people", new JsonObject { ["name"] = name, ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" }))["id"]!;
    }

    public async Task<Guid> PublishAsync()
    {
        var staff = await TokenAsync(personId: null, "staff");
        var programme = (await PostAsync(staff, "programmes", new JsonObject
        {
            ["title"] = "Welding", ["description"] = "What there is to know.", ["language"] = "en", ["starts"] = "2099-01-01", ["ends"] = "2099-06-30", ["capacity"] = 10,
            ["sessions"] = new JsonArray(new JsonObject
            {
                ["id"] = Guid.NewGuid(), ["title"] = "First", ["starts"] = "2099-02-01T09:00:00Z", ["ends"] = "2099-02-01T12:00:00Z", ["format"] = "online",
            }),
            ["completion"] = new JsonObject { ["minimumAttendance"] = 0, ["minimumPoints"] = 0, ["requiredTasks"] = new JsonArray() },
        }))["id"]!;
        await PostAsync(staff, $"programmes/{programme}/publish");
        return (Guid)programme;
    }

    /// <summary>What is entered about a person, the newest first, without the look that this is.</summary>
    public async Task<IReadOnlyList<JsonNode>> LogAsync(Guid personId)
    {
        var dpo = await TokenAsync(personId: null, "dpo");
        return [.. (await GetAsync(dpo, $"people/{personId}/access-log?pageSize=100"))["items"]!.AsArray().OfType<JsonNode>()];
    }

    public async Task<int> EntriesAsync()
    {
        using var client = new CosmosClient(_cosmos!.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
        using var count = client.GetContainer("serverless", "audit").GetItemQueryIterator<int>("SELECT VALUE COUNT(1) FROM c");
        return (await count.ReadNextAsync()).Single();
    }

    private async Task StartAsync() => _app = await AppProcess.StartAsync(_folder, _cosmos!.ConnectionString, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Cosmos__patience"] = "00:00:10",
        ["Blobs"] = (await AzuriteProcess.SharedAsync()).ConnectionString,
    });
}
