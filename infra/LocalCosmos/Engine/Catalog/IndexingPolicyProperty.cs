using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The property <c>indexingPolicy</c> of a container.</summary>
internal static class IndexingPolicyProperty
{
    private const string RootPath = "/*";

    /// <exception cref="RequestException">It is not acceptable.</exception>
    public static IndexingRules Read(JsonObject properties)
    {
        if (properties["indexingPolicy"] is not JsonObject policy) properties["indexingPolicy"] = policy = Default();
        var isOn = ReadMode(policy);
        if (isOn && Count(policy, "includedPaths") + Count(policy, "excludedPaths") == 0)
        {
            policy["includedPaths"] = Default()["includedPaths"]!.DeepClone();
            policy["excludedPaths"] = Default()["excludedPaths"]!.DeepClone();
        }

        var included = Paths(policy, "includedPaths");
        var excluded = Paths(policy, "excludedPaths");
        if (!isOn && included.Count > 0)
            throw RequestErrors.BadRequest("An indexing policy of mode 'none' cannot include paths.");
        if (isOn && !included.Concat(excluded).Contains(RootPath, StringComparer.Ordinal))
        {
            throw RequestErrors.BadRequest(
                "The special mandatory indexing path \"\\/\" is not provided in any of the path type sets. Please provide this path in one of the sets.");
        }

        foreach (var path in included.Intersect(excluded, StringComparer.Ordinal))
            throw RequestErrors.BadRequest($"The indexing path '{path}' is both included and excluded.");
        CheckComposites(policy);
        return IndexingRules.Parse(policy.ToJsonString());
    }

    private static JsonObject Default() => new()
    {
        ["indexingMode"] = "consistent",
        ["automatic"] = true,
        ["includedPaths"] = new JsonArray(new JsonObject { ["path"] = RootPath }),
        ["excludedPaths"] = new JsonArray(new JsonObject { ["path"] = "/\"_etag\"/?" }),
    };

    private static bool ReadMode(JsonObject policy)
    {
        if (policy["indexingMode"] is null)
        {
            policy["indexingMode"] = "consistent";
            return true;
        }

        var mode = policy["indexingMode"] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        // Clients write "Consistent", the service answers in lower case.
        if (mode.Equals("consistent", StringComparison.OrdinalIgnoreCase) || mode.Equals("lazy", StringComparison.OrdinalIgnoreCase))
        {
            policy["indexingMode"] = "consistent";
            return true;
        }

        if (!mode.Equals("none", StringComparison.OrdinalIgnoreCase))
            throw RequestErrors.BadRequest("The property 'indexingMode' must be 'consistent' or 'none'.");
        policy["indexingMode"] = "none";
        return false;
    }

    private static int Count(JsonObject policy, string name) => policy[name] switch
    {
        null => 0,
        JsonArray list => list.Count,
        _ => throw RequestErrors.BadRequest($"The property '{name}' must be an array."),
    };

    private static List<string> Paths(JsonObject policy, string name)
    {
        var paths = new List<string>(Count(policy, name));
        foreach (var node in policy[name] as JsonArray ?? [])
        {
            var path = PathOf(node, name);
            PropertyPath.Parse(path);
            paths.Add(path);
        }

        return paths;
    }

    /// <summary>Kept and answered; the engine sorts by several paths without one.</summary>
    private static void CheckComposites(JsonObject policy)
    {
        Count(policy, "compositeIndexes");
        foreach (var node in policy["compositeIndexes"] as JsonArray ?? [])
        {
            if (node is not JsonArray { Count: > 1 } members)
                throw RequestErrors.BadRequest("A composite index is an array of at least two paths.");
            foreach (var member in members) CheckComposite(member);
        }
    }

    private static void CheckComposite(JsonNode? node)
    {
        PropertyPath.Parse(PathOf(node, "compositeIndexes"));
        var order = node!["order"] is JsonValue value && value.TryGetValue(out string? text) ? text : "ascending";
        if (!order.Equals("ascending", StringComparison.OrdinalIgnoreCase) && !order.Equals("descending", StringComparison.OrdinalIgnoreCase))
            throw RequestErrors.BadRequest("The order of a composite path is 'ascending' or 'descending'.");
    }

    private static string PathOf(JsonNode? node, string list) =>
        node is JsonObject entry && entry["path"] is JsonValue value && value.TryGetValue(out string? path)
            ? path
            : throw RequestErrors.BadRequest($"Every entry of '{list}' must name its path.");
}
