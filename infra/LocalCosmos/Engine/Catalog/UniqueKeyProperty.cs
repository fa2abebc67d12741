using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The property <c>uniqueKeyPolicy</c> of a container.</summary>
internal static class UniqueKeyProperty
{
    private const int MaximumKeys = 10;
    private const int MaximumPaths = 16;

    /// <exception cref="RequestException">It is not acceptable.</exception>
    public static IReadOnlyList<UniqueKey> Read(JsonObject properties)
    {
        if (properties["uniqueKeyPolicy"] is not JsonObject policy || policy["uniqueKeys"] is null) return [];
        if (policy["uniqueKeys"] is not JsonArray keys)
            throw RequestErrors.BadRequest("The property 'uniqueKeys' must be an array.");
        if (keys.Count > MaximumKeys)
            throw RequestErrors.BadRequest($"A container has at most {MaximumKeys} unique keys.");
        return [.. keys.Select(ReadKey)];
    }

    private static UniqueKey ReadKey(JsonNode? node)
    {
        if (node is not JsonObject key || key["paths"] is not JsonArray { Count: > 0 and <= MaximumPaths } paths)
            throw RequestErrors.BadRequest($"A unique key names 1 to {MaximumPaths} paths.");
        return new UniqueKey([.. paths.Select(ReadPath)]);
    }

    private static string[] ReadPath(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? path)
        ? PropertyPath.Parse(path)
        : throw RequestErrors.BadRequest("The paths of a unique key must be strings.");
}
