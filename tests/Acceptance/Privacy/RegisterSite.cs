using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>One app for all that the registers do, in which a month's deadline is near at once, and of which two tenants belong to regions.</summary>
[CollectionDefinition(nameof(RegisterSite))]
public sealed class RegisterSite : IAsyncLifetime, ICollectionFixture<RegisterSite>
{
    public const string Tenant = "academy";
    public const string Elsewhere = "vidyalaya";

    private readonly string _folder = AppProcess.MakeFolder();
    private LocalCosmosServer? _cosmos;
    private AppProcess? _app;

    public HttpClient Http => _app!.Http;

    public string Output => _app!.Output;

    public async Task InitializeAsync()
    {
        _cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        _app = await AppProcess.StartAsync(_folder, _cosmos.ConnectionString, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Privacy__RequestNear"] = "40.00:00:00",
            ["Privacy__BreachNear"] = "2.00:00:00",
            ["Privacy__TimeZone"] = "Europe/Berlin",
            ["Privacy__Controller"] = "Academy Ltd., 1 Main St",
            ["Privacy__Recipients__0"] = "Payment provider",
            ["Residency__Region"] = "westeurope",
            ["Lifecycle__After__submissions"] = "30.00:00:00",
            ["Histories__Life"] = "20.00:00:00",
            [$"Residency__Tenants__{Tenant}"] = "westeurope",
            [$"Residency__Tenants__{Elsewhere}"] = "centralindia",
        });
    }

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _cosmos!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<(int Status, JsonObject Body)> SendAsync(string role, HttpMethod method, string address, JsonObject? body = null, string tenant = Tenant)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/{address}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _app!.TokenAsync(tenant, personId: null, [role]));
        if (method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    public async Task<JsonObject> GetAsync(string address, string role = "dpo") => Answered(address, await SendAsync(role, HttpMethod.Get, address));

    /// <returns>The media type of the answer.</returns>
    public async Task<string?> TypeAsync(string address, string role, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/{address}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _app!.TokenAsync(Tenant, personId: null, [role]));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await Http.SendAsync(request);
        return answer.Content.Headers.ContentType?.MediaType;
    }

    public async Task<JsonObject> PostAsync(string address, JsonObject? body = null) => Answered(address, await SendAsync("dpo", HttpMethod.Post, address, body));

    /// <summary>Runs a timer function now, and waits for nothing.</summary>
    public async Task RunAsync(string function)
    {
        var keys = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, ".local", "functions", "keys.json")))!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"admin/functions/{function}", UriKind.Relative)) { Content = JsonContent.Create(new JsonObject()) };
        request.Headers.Add("x-functions-key", (string)keys["masterKey"]!);
        using var answer = await Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>All documents of a container, as texts.</summary>
    public async Task<IReadOnlyList<string>> DocumentsAsync(string container, string tenant = Tenant)
    {
        using var client = new CosmosClient(_cosmos!.ConnectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, UseSystemTextJsonSerializerWithOptions = new() });
        using var pages = client.GetContainer("serverless", container).GetItemQueryIterator<JsonObject>(
            "SELECT * FROM c", requestOptions: new QueryRequestOptions { PartitionKey = new PartitionKeyBuilder().Add(tenant).Build() });
        var found = new List<string>();
        while (pages.HasMoreResults) found.AddRange((await pages.ReadNextAsync()).Select(document => document.ToJsonString()));
        return found;
    }

    private static JsonObject Answered(string address, (int Status, JsonObject Body) answer)
    {
        Assert.True(answer.Status is >= 200 and < 300, $"{address}: {answer.Status} {answer.Body}");
        return answer.Body;
    }
}
