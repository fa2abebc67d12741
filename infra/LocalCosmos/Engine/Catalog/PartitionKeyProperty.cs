using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The property <c>partitionKey</c> of a container.</summary>
internal static class PartitionKeyProperty
{
    private const int MaximumLevels = 3;

    /// <exception cref="RequestException">It is missing or not acceptable.</exception>
    public static PartitionKeyDefinition Read(JsonObject properties)
    {
        if (properties["partitionKey"] is not JsonObject key || key["paths"] is not JsonArray { Count: > 0 } list)
            throw RequestErrors.BadRequest("The property 'partitionKey' is required and must name its paths.");
        var kind = ReadKind(key);
        var paths = list.Select(ReadPath).ToArray();
        if (kind == PartitionKeyKind.Hash && paths.Length != 1)
            throw RequestErrors.BadRequest("A partition key of kind Hash has exactly one path.");
        if (paths.Length > MaximumLevels)
            throw RequestErrors.BadRequest($"A partition key has at most {MaximumLevels} paths.");
        var segments = paths.Select(PropertyPath.Parse).ToArray();
        if (segments.Select(s => string.Join('\0', s)).Distinct(StringComparer.Ordinal).Count() != paths.Length)
            throw RequestErrors.BadRequest("The paths of a partition key must differ.");
        foreach (var path in segments.Where(s => s.Any(name => name is "*" or "?" or "[]")))
            throw RequestErrors.BadRequest($"The partition key path '/{string.Join('/', path)}' must name a property.");

        // A client that is told no version hashes by version 1, and then finds keys in other ranges than this server.
        key["kind"] = kind.ToString();
        key["version"] = PartitionKeyDefinition.Version;
        return new PartitionKeyDefinition(kind, paths, segments);
    }

    private static PartitionKeyKind ReadKind(JsonObject key)
    {
        if (key["kind"] is null) return PartitionKeyKind.Hash;
        if (key["kind"] is JsonValue value && value.TryGetValue(out string? text))
        {
            if (text.Equals(nameof(PartitionKeyKind.Hash), StringComparison.OrdinalIgnoreCase)) return PartitionKeyKind.Hash;
            if (text.Equals(nameof(PartitionKeyKind.MultiHash), StringComparison.OrdinalIgnoreCase)) return PartitionKeyKind.MultiHash;
        }

        throw RequestErrors.BadRequest("The kind of a partition key is Hash or MultiHash.");
    }

    private static string ReadPath(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? path)
        ? path
        : throw RequestErrors.BadRequest("The paths of a partition key must be strings.");
}
