using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The JSON text of a database, a container or an offer, as clients send it and get it back.</summary>
internal static class ResourceJson
{
    private const int MaximumDepth = 64;

    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="RequestException">The text is no JSON object.</exception>
    public static JsonObject Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            CheckText(body.Span);
            var node = JsonNode.Parse(body.Span, documentOptions: s_reading);
            return node as JsonObject ?? throw RequestErrors.BadRequest("The request body must be a JSON object.");
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw RequestErrors.BadRequest($"The request body is not valid JSON: {malformed.Message}");
        }
    }

    public static byte[] Write(JsonObject resource) => JsonSerializer.SerializeToUtf8Bytes(resource, s_writing);

    /// <summary>Half a surrogate pair passes as JSON and fails wherever the text is read, with an invalid operation.</summary>
    private static void CheckText(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaximumDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
        }
    }
}
