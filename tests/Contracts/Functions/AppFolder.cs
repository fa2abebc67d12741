using System.Text.Json.Nodes;
using Serverless.Contracts.Backends;

namespace Serverless.Contracts.Functions;

/// <summary>The folder of an app: its settings, and what the host keeps between runs.</summary>
public sealed class AppFolder : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <param name="functions">Those to run; the others of the app do not exist for the host.</param>
    public AppFolder(params string[] functions)
    {
        HostJson = new() { ["version"] = "2.0", ["functions"] = new JsonArray([.. functions.Append("Journal").Select(name => JsonValue.Create(name))]) };
        Save();
    }

    public string Path => _directory.Path;

    public JsonObject HostJson { get; }

    public JsonObject Values { get; } = [];

    public JsonObject HostSettings { get; } = [];

    public void Save()
    {
        File.WriteAllText(System.IO.Path.Combine(Path, "host.json"), HostJson.ToJsonString());
        var local = new JsonObject { ["IsEncrypted"] = false, [nameof(Values)] = Values.DeepClone(), ["Host"] = HostSettings.DeepClone() };
        File.WriteAllText(System.IO.Path.Combine(Path, "local.settings.json"), local.ToJsonString());
    }

    public JsonObject Keys() => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Path, ".local/functions/keys.json")))!.AsObject();

    public void Dispose() => _directory.Dispose();
}
