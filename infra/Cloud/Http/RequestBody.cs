using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>Bodies of requests: read whole, within a limit, and checked before anything looks at them.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";

    public static readonly Error TooLarge = new(ErrorKind.TooLarge, "body-too-large", $"A body has at most {MaxBytes} bytes.");

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static Task<Result<byte[]>> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        RequestContent.ReadAsync(request, MaxBytes, TooLarge, cancellation);

    /// <param name="types">Media types that the operation takes.</param>
    public static Result<JsonObject> Parse(HttpRequest request, byte[] body, params string[] types)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return new Error(ErrorKind.UnsupportedMediaType, "unsupported-media-type", $"The Content-Type must be {string.Join(" or ", types)}.");
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict) is JsonObject document
                ? document
                : new Error(ErrorKind.Invalid, "not-an-object", "The body must be a JSON object.");
        }
        catch (JsonException e)
        {
            // The message of the exception may quote the body.
            return new Error(ErrorKind.Invalid, "malformed-json", $"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
    }

    /// <summary>The body as what the operation takes; every field that is wrong is named.</summary>
    public static Result<TBody> As<TBody>(JsonObject document)
        where TBody : class => As<TBody>(document, RecordSchema.Of<TBody>());

    /// <param name="schema">Of the type, with the fields that are in force.</param>
    public static Result<TBody> As<TBody>(JsonObject document, RecordSchema schema)
        where TBody : class => schema.Check(document) is { Count: > 0 } violations ? Invalid(violations) : DocumentJson.Read<TBody>(document);

    public static Error Invalid(IReadOnlyList<Violation> violations) => new(ErrorKind.Invalid, "invalid", "Some fields are not as they must be.") { Fields = violations };
}
