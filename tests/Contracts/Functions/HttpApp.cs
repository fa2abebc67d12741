namespace Serverless.Contracts.Functions;

/// <summary>One running app for all tests of HTTP functions.</summary>
[CollectionDefinition(nameof(HttpApp))]
public sealed class HttpApp : IAsyncLifetime, ICollectionFixture<HttpApp>
{
    private AppProcess? _app;

    public AppFolder Folder { get; } = new(
        "PutNote", "GetNote", "DeleteNote", "Bound", "Poco", "Stamped", "Refused", "Failing", "FunctionLevel", "AdminLevel",
        "Echo", "EchoNote");

    public HttpClient Http => _app!.Http;

    public string Output => _app!.Output;

    public async Task InitializeAsync()
    {
        Folder.HostSettings["CORS"] = "https://app.example";
        Folder.HostJson["extensions"] = new System.Text.Json.Nodes.JsonObject
        {
            ["http"] = new System.Text.Json.Nodes.JsonObject
            {
                ["customHeaders"] = new System.Text.Json.Nodes.JsonObject { ["x-content-type-options"] = "nosniff" },
            },
        };
        Folder.Save();
        _app = await AppProcess.StartAsync(Folder);
    }

    public Task DisposeAsync()
    {
        _app?.Dispose();
        Folder.Dispose();
        return Task.CompletedTask;
    }
}
