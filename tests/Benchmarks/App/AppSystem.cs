using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.App;

/// <summary>The app as it runs on a developer's machine, on a LocalCosmos on disk, each in a process of its own.</summary>
internal sealed class AppSystem : IAsyncDisposable
{
    public const string Tenant = "acme";

    private const string DatabaseId = "serverless";

    private static readonly string Cosmos = Path.Combine(AppContext.BaseDirectory, "Serverless.LocalCosmos.dll");
    private static readonly string Functions = Path.Combine(AppContext.BaseDirectory, "Serverless.Functions.dll");

    private readonly TemporaryDirectory _folder;

    private AppSystem(
        TemporaryDirectory folder, ServerProcess cosmosProcess, ServerProcess appProcess, IReadOnlyDictionary<string, string> settings, HttpClient http)
    {
        (_folder, CosmosProcess, AppProcess, Settings, Http) = (folder, cosmosProcess, appProcess, settings, http);
        Client = SdkClient.Connect(cosmosProcess.Endpoint);
        Database = Client.GetDatabase(DatabaseId);
        Api = new Api(http);
    }

    public ServerProcess CosmosProcess { get; }

    public ServerProcess AppProcess { get; }

    /// <summary>Of the app, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    public CosmosClient Client { get; }

    /// <summary>That of the app.</summary>
    public Database Database { get; }

    public HttpClient Http { get; }

    public Api Api { get; }

    /// <param name="without">Functions that the app is to leave out.</param>
    public static Task<AppSystem> StartAsync(CancellationToken cancellation, params string[] without) =>
        StartAsync(new Dictionary<string, string>(StringComparer.Ordinal), cancellation, without);

    /// <param name="others">Settings of the app, beside the usual ones.</param>
    public static async Task<AppSystem> StartAsync(IReadOnlyDictionary<string, string> others, CancellationToken cancellation, params string[] without)
    {
        TemporaryDirectory folder = new();
        foreach (var file in (string[])["host.json", "servicebus.json"])
        {
            var source = Path.Combine(AppContext.BaseDirectory, file);
            if (File.Exists(source)) File.Copy(source, Path.Combine(folder.Path, file));
        }

        var data = Path.Combine(folder.Path, "cosmos");
        var cosmos = await ServerProcess.StartAsync("dotnet", port => ["exec", Cosmos, "--port", $"{port}", "--data", data], cancellation);
        var settings = SettingsOf(folder, cosmos, without);
        foreach (var (name, value) in others) settings[name] = value;
        var app = await ServerProcess.StartAsync(
            "dotnet",
            port => ["exec", Functions, "--script-root", folder.Path, "--state", Path.Combine(folder.Path, "state"), "--port", $"{port}"],
            cancellation,
            settings,
            ready: "admin/host/ping");
        HttpClient http = new() { BaseAddress = app.Endpoint };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(http, cancellation));
        return new AppSystem(folder, cosmos, app, settings, http);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Client.Dispose();
        await AppProcess.DisposeAsync();
        await CosmosProcess.DisposeAsync();
        await _folder.DisposeAsync();
    }

    private static Dictionary<string, string> SettingsOf(TemporaryDirectory folder, ServerProcess cosmos, string[] without)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["WEBSITE_AUTH_ENABLED"] = bool.TrueString,
            ["LOCAL_AUTH_KEY"] = Path.Combine(folder.Path, "auth.key"),
            ["COSMOS_DISABLE_IMDS_ACCESS"] = "true",
            ["Cosmos"] = $"AccountEndpoint={cosmos.Endpoint};AccountKey={SdkClient.WellKnownKey};",
            // Nothing listens there, and nothing that is measured asks for blobs.
            ["Blobs"] = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AA==;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1;",
            ["Keys__Folder"] = Path.Combine(folder.Path, "keys"),
            ["ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
            // The limit of calls is not what is measured.
            ["RateLimits__PerMinute"] = "10000000",
        };
        foreach (var function in without) settings[$"AzureWebJobs.{function}.Disabled"] = bool.TrueString;
        return settings;
    }

    private static async Task<string> TokenAsync(HttpClient http, CancellationToken cancellation)
    {
        string[] roles = ["staff", "operator"];
        using var answer = await http.PostAsJsonAsync(new Uri(".auth/dev/token", UriKind.Relative), new { tenantId = Tenant, roles }, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("token").GetString()!;
    }
}
