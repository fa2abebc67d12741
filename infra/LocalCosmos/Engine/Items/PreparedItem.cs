using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>
/// A document checked against its container's rules and taken apart for storage. Pure, so that it is done before the
/// container's single writer is asked for its turn.
/// </summary>
internal sealed record PreparedItem(
    string Id,
    byte[] Epk,
    DocumentText Text,
    int? TimeToLive)
{
    public const int MaxItemBytes = 2 * 1024 * 1024;

    private const int MaxIdBytes = 1023;
    private const int MaxDepth = 128;
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = MaxDepth };

    /// <param name="addressedId">The id in the address of a replace; null for create and upsert.</param>
    /// <param name="key">The partition key that the request names, or null.</param>
    /// <exception cref="RequestException">400 or 413, with the reason.</exception>
    public static PreparedItem Of(
        ContainerDefinition container,
        ReadOnlyMemory<byte> json,
        string? addressedId,
        IReadOnlyList<Value>? key)
    {
        if (json.Length > MaxItemBytes) throw RequestErrors.TooLarge();
        using var document = Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw RequestErrors.BadRequest("An item must be a JSON object.");

        var id = IdOf(root);
        if (addressedId is not null && id != addressedId)
            throw RequestErrors.BadRequest("The id in the item is not the id in its address; an item's id cannot change.");
        var components = container.PartitionKey.Extract(root);
        if (key is not null && !components.SequenceEqual(key)) throw RequestErrors.PartitionKeyMismatch();

        return new PreparedItem(
            id,
            container.PartitionKey.FullKey(components),
            DocumentText.Of(json, root),
            TimeToLiveOf(root));
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Json);
        }
        catch (JsonException malformed)
        {
            throw RequestErrors.BadRequest(
                $"The item is no valid JSON, or nested more than {MaxDepth} deep (line {malformed.LineNumber}, byte {malformed.BytePositionInLine}).");
        }
    }

    private static string IdOf(JsonElement root)
    {
        if (!root.TryGetProperty("id", out var property) || property.ValueKind != JsonValueKind.String)
            throw RequestErrors.BadRequest("The required property 'id' is missing or no string.");
        var id = TextOf(property);
        if (id.Length == 0) throw RequestErrors.BadRequest("The property 'id' is empty.");
        if (Encoding.UTF8.GetByteCount(id) > MaxIdBytes)
            throw RequestErrors.BadRequest($"The property 'id' is longer than {MaxIdBytes} bytes.");
        if (id.AsSpan().ContainsAny("/\\?#"))
            throw RequestErrors.BadRequest("The property 'id' holds one of the characters '/', '\\', '?' and '#', which no address can carry.");
        return id;
    }

    private static string TextOf(JsonElement property)
    {
        try
        {
            return property.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw RequestErrors.BadRequest("The property 'id' holds half of a surrogate pair, which is no character.");
        }
    }

    private static int? TimeToLiveOf(JsonElement root)
    {
        if (!root.TryGetProperty("ttl", out var ttl) || ttl.ValueKind == JsonValueKind.Null) return null;
        return ttl.ValueKind == JsonValueKind.Number && ttl.TryGetInt32(out var seconds) && seconds is -1 or > 0
            ? seconds
            : throw RequestErrors.BadRequest("The property 'ttl' must be -1 or a positive whole number of seconds.");
    }
}
