using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Cloud.Audit;

/// <summary>
/// The hash of an entry: SHA-256 over its document as it is stored, in one spelling: names in order, no blanks, without its own hash
/// and without what the store adds (names that begin with an underscore). Nothing is opened for it, so it holds when the key is gone.
/// </summary>
public static class AuditHash
{
    /// <summary>Changes with the spelling, so that old entries stay what they are.</summary>
    public const string Form = "audit-v1";

    private const string Own = "hash";

    private static readonly JsonWriterOptions Spelling = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false };

    /// <summary>What the first entry follows.</summary>
    public static string Origin { get; } = new('0', SHA256.HashSizeInBytes * 2);

    public static string Of(JsonObject document) => Convert.ToHexStringLower(SHA256.HashData(Canonical(document)));

    public static byte[] Canonical(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Spelling))
            Write(writer, document, isRoot: true);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node, bool isRoot = false)
    {
        switch (node)
        {
            case JsonObject document:
                writer.WriteStartObject();
                foreach (var (name, value) in document.Where(one => !isRoot || IsHashed(one.Key)).OrderBy(one => one.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                // Parsed and made anew, so that no spelling of it counts.
                writer.WriteStringValue(value.GetValue<string>());
                break;
            default:
                writer.WriteRawValue(node.ToJsonString());
                break;
        }
    }

    private static bool IsHashed(string name) => name != Own && !name.StartsWith('_');
}
