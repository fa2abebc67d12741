using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Durable;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>What <c>host.json</c> says. A documented setting that has no meaning in one local process is accepted and does nothing.</summary>
internal sealed class HostJson
{
    public const string FileName = "host.json";

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    public string RoutePrefix { get; private init; } = "api";

    public IReadOnlyDictionary<string, string> CustomHeaders { get; private init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that wait and those that are answered, of all HTTP functions; null is without limit.</summary>
    public int? MaxOutstandingRequests { get; private init; }

    /// <summary>Those that are answered; null is without limit.</summary>
    public int? MaxConcurrentRequests { get; private init; }

    /// <summary>Null is without end.</summary>
    public TimeSpan? FunctionTimeout { get; private init; } = DefaultTimeout;

    public IReadOnlyDictionary<string, LogLevel> LogLevels { get; private init; } = new Dictionary<string, LogLevel>(StringComparer.Ordinal);

    /// <summary>The names of the functions to run; null is all.</summary>
    public IReadOnlyList<string>? Functions { get; private init; }

    public bool CosmosGatewayMode { get; private init; }

    /// <summary>Of the functions that name none of their own.</summary>
    public string CosmosLeasePrefix { get; private init; } = "";

    public required DurableSettings DurableTask { get; init; }

    /// <summary>Sections of the extensions that read their settings themselves, by name.</summary>
    public JsonObject Extensions { get; private init; } = [];

    public static HostJson Read(string folder)
    {
        var file = SettingsFile.Read(folder, FileName) ?? throw new StartException($"There is no {FileName} in {folder}.");
        HostJsonSchema.Check(file);
        var content = file.Content;
        if (file.Text(content, "", "version") != "2.0")
            throw file.Wrong("", "version", "\"2.0\"");

        var extensions = file.Section(content, "", "extensions") ?? [];
        var http = file.Section(extensions, "extensions", "http") ?? [];
        var cosmos = file.Section(extensions, "extensions", "cosmosDB") ?? [];
        var leases = file.Section(cosmos, "extensions.cosmosDB", "leaseOptions") ?? [];
        var durable = file.Section(extensions, "extensions", "durableTask") ?? [];
        return new()
        {
            RoutePrefix = (file.Text(http, "extensions.http", "routePrefix") ?? "api").Trim('/'),
            CustomHeaders = Headers(file, http),
            MaxOutstandingRequests = Limit(file, http, "maxOutstandingRequests"),
            MaxConcurrentRequests = Limit(file, http, "maxConcurrentRequests"),
            FunctionTimeout = Timeout(file),
            LogLevels = Levels(file),
            Functions = Names(file),
            CosmosGatewayMode = string.Equals(file.Text(cosmos, "extensions.cosmosDB", "connectionMode"), "Gateway", StringComparison.OrdinalIgnoreCase),
            CosmosLeasePrefix = file.Text(leases, "extensions.cosmosDB.leaseOptions", "leasePrefix") ?? "",
            DurableTask = DurableSettings.Read(file, durable),
            Extensions = extensions,
        };
    }

    private static int? Limit(SettingsFile file, JsonObject http, string setting) =>
        http[setting] is null ? null : file.Value<int>(http, "extensions.http", setting, "a number") switch
        {
            -1 => null,
            > 0 and var limit => limit,
            _ => throw file.Wrong("extensions.http", setting, "a number above 0, or -1"),
        };

    private static TimeSpan? Timeout(SettingsFile file)
    {
        if (file.Text(file.Content, "", "functionTimeout") is not { } text)
            return DefaultTimeout;
        if (text == "-1")
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var timeout) && timeout > TimeSpan.Zero
            ? timeout
            : throw file.Wrong("", "functionTimeout", "a time such as \"00:05:00\", or \"-1\"");
    }

    private static Dictionary<string, LogLevel> Levels(SettingsFile file)
    {
        var logging = file.Section(file.Content, "", "logging") ?? [];
        var levels = new Dictionary<string, LogLevel>(StringComparer.Ordinal);
        foreach (var (category, node) in file.Section(logging, "logging", "logLevel") ?? [])
        {
            levels[category] = node is JsonValue value && value.TryGetValue<string>(out var text) && Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level)
                ? level
                : throw file.Wrong("logging.logLevel", category, "one of " + string.Join(", ", Enum.GetNames<LogLevel>()));
        }
        return levels;
    }

    private static Dictionary<string, string> Headers(SettingsFile file, JsonObject http) =>
        (file.Section(http, "extensions.http", "customHeaders") ?? []).ToDictionary(
            header => header.Key,
            header => (string?)header.Value ?? throw file.Wrong("extensions.http.customHeaders", header.Key, "a string"),
            StringComparer.OrdinalIgnoreCase);

    private static List<string>? Names(SettingsFile file) => file.Content["functions"] switch
    {
        null => null,
        JsonArray names => [.. names.Select(name => (string?)name ?? throw file.Wrong("", "functions", "a list of names"))],
        _ => throw file.Wrong("", "functions", "a list of names"),
    };
}
