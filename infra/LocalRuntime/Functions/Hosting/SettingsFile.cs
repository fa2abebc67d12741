using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>A JSON file with comments, and errors that name the file and the setting.</summary>
internal sealed class SettingsFile(string name, JsonObject content)
{
    private static readonly JsonNodeOptions Names = new() { PropertyNameCaseInsensitive = true };
    private static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public JsonObject Content => content;

    public static SettingsFile? Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), Names, Comments) is JsonObject content
                ? new(name, content)
                : throw new StartException($"{name} must be a JSON object.");
        }
        // A member that occurs twice is an ArgumentException.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new StartException($"{name} is not valid JSON: {e.Message}", e);
        }
    }

    public void AllowOnly(JsonObject section, string path, params ReadOnlySpan<string> known)
    {
        foreach (var (setting, _) in section)
        {
            if (!known.Contains(setting, StringComparer.OrdinalIgnoreCase))
                throw new StartException($"{name}: '{Join(path, setting)}' is no known setting.");
        }
    }

    public JsonObject? Section(JsonObject parent, string path, string setting) => parent[setting] switch
    {
        null => null,
        JsonObject section => section,
        _ => throw Wrong(path, setting, "an object"),
    };

    public string? Text(JsonObject parent, string path, string setting) => Value<string>(parent, path, setting, "a string");

    public T? Value<T>(JsonObject parent, string path, string setting, string kind) => parent[setting] switch
    {
        null => default,
        JsonValue value when value.TryGetValue<T>(out var found) => found,
        _ => throw Wrong(path, setting, kind),
    };

    public StartException Wrong(string path, string setting, string kind) => new($"{name}: '{Join(path, setting)}' must be {kind}.");

    private static string Join(string path, string setting) => path.Length == 0 ? setting : $"{path}.{setting}";
}
