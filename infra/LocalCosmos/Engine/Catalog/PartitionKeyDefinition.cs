using System.Text.Json;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Catalog;

internal enum PartitionKeyKind
{
    /// <summary>One path.</summary>
    Hash,

    /// <summary>Hierarchical: up to three paths.</summary>
    MultiHash,
}

/// <summary>Where the partition key of a container's documents is found.</summary>
/// <param name="Paths">As the client wrote them.</param>
/// <param name="Segments">The same, each cut into property names.</param>
internal sealed record PartitionKeyDefinition(
    PartitionKeyKind Kind,
    IReadOnlyList<string> Paths,
    IReadOnlyList<string[]> Segments)
{
    /// <summary>Every container hashes by version 2, whatever version its creator left out or named.</summary>
    public const int Version = 2;

    public int Levels => Segments.Count;

    /// <summary>One component per path; Undefined where the document has no such property.</summary>
    /// <exception cref="RequestException">A component is an array or an object.</exception>
    public Value[] Extract(JsonElement document)
    {
        var key = new Value[Segments.Count];
        for (var level = 0; level < key.Length; level++) key[level] = Extract(document, Segments[level]);
        return key;
    }

    private static Value Extract(JsonElement element, string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return Value.Undefined;
        }

        if (element.ValueKind is JsonValueKind.Array or JsonValueKind.Object) throw RequestErrors.PartitionKeyIncomplete();
        return Value.Of(element);
    }
}
