using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>What <c>local.settings.json</c> says: settings of the app, and of the host while it runs on this machine.</summary>
internal sealed class LocalSettings
{
    public const string FileName = "local.settings.json";

    public IReadOnlyDictionary<string, string?> Values { get; private init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    public int? LocalHttpPort { get; private init; }

    public IReadOnlyList<string> CorsOrigins { get; private init; } = [];

    public bool CorsCredentials { get; private init; }

    public static LocalSettings Read(string folder)
    {
        if (SettingsFile.Read(folder, FileName) is not { } file)
            return new();
        file.AllowOnly(file.Content, "", "IsEncrypted", "Values", "Host", "ConnectionStrings");
        if (file.Value<bool>(file.Content, "", "IsEncrypted", "true or false"))
            throw file.Wrong("", "IsEncrypted", "false here");

        var host = file.Section(file.Content, "", "Host") ?? [];
        file.AllowOnly(host, "Host", "LocalHttpPort", "CORS", "CORSCredentials");
        return new()
        {
            Values = ReadValues(file),
            LocalHttpPort = host[nameof(LocalHttpPort)] is null ? null : Port(file, host),
            CorsOrigins = (file.Text(host, "Host", "CORS") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            CorsCredentials = file.Value<bool>(host, "Host", "CORSCredentials", "true or false"),
        };
    }

    private static int Port(SettingsFile file, JsonObject host) =>
        file.Value<int>(host, "Host", "LocalHttpPort", "a number") is >= 0 and <= ushort.MaxValue and var port
            ? port
            : throw file.Wrong("Host", "LocalHttpPort", $"a number from 0 to {ushort.MaxValue}");

    /// <summary>They stand for environment variables, so <c>__</c> separates the parts of a name, as it does there.</summary>
    private static Dictionary<string, string?> ReadValues(SettingsFile file)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, node) in file.Section(file.Content, "", "Values") ?? [])
        {
            values[name.Replace("__", ":", StringComparison.Ordinal)] = node switch
            {
                null => "",
                JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
                JsonValue value => value.ToJsonString(),
                _ => throw file.Wrong("Values", name, "a string; nested objects are not settings"),
            };
        }
        foreach (var (name, node) in file.Section(file.Content, "", "ConnectionStrings") ?? [])
        {
            values[$"ConnectionStrings:{name}"] = node is JsonValue value && value.TryGetValue<string>(out var text)
                ? text
                : throw file.Wrong("ConnectionStrings", name, "a string");
        }
        return values;
    }
}
