using System.Text.Json.Nodes;

namespace Serverless.Architecture.Contract;

/// <summary>Where two JSON documents differ, by JSON pointer.</summary>
internal static class JsonChanges
{
    public static IEnumerable<string> Between(JsonNode? before, JsonNode? after, string at = "")
    {
        if (JsonNode.DeepEquals(before, after)) return [];
        return (before, after) switch
        {
            (JsonObject was, JsonObject becomes) => Names(was, becomes).SelectMany(name => Member(was, becomes, name, $"{at}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}")),
            (JsonArray was, JsonArray becomes) when ByName(was) is { } wasNamed && ByName(becomes) is { } becomesNamed => Between(wasNamed, becomesNamed, at),
            (JsonArray was, JsonArray becomes) when was.Count == becomes.Count && was.Any(item => item is JsonObject) =>
                was.Zip(becomes).SelectMany((pair, i) => Between(pair.First, pair.Second, $"{at}/{i}")),
            _ => [$"changed {at}: {Text(before)} -> {Text(after)}"],
        };
    }

    /// <summary>Parameters and tags are found by their names, wherever they stand; null where the items have none.</summary>
    private static JsonObject? ByName(JsonArray items)
    {
        var names = items.Select(item => (item as JsonObject)?["name"]?.ToString()).ToList();
        return items.Count == 0 || names.Contains(null) || names.Distinct().Count() < names.Count
            ? null
            : new JsonObject(items.Zip(names, (item, name) => KeyValuePair.Create(name!, item!.DeepClone()))!);
    }

    private static IEnumerable<string> Names(JsonObject was, JsonObject becomes) => was.Select(member => member.Key).Union(becomes.Select(member => member.Key));

    private static IEnumerable<string> Member(JsonObject was, JsonObject becomes, string name, string at)
    {
        if (!becomes.ContainsKey(name)) return [$"removed {at}"];
        return was.ContainsKey(name) ? Between(was[name], becomes[name], at) : [$"added   {at}"];
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
