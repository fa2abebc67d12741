using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Items;

internal enum PatchKind { Add, Set, Replace, Remove, Increment, Move }

/// <param name="Path">The steps of a JSON pointer, unescaped.</param>
/// <param name="From">Where a move takes the value from; empty otherwise.</param>
internal sealed record PatchStep(PatchKind Kind, string[] Path, string[] From, JsonNode? Value);

/// <summary>The body of a patch request: <c>{"condition":"FROM c WHERE ...","operations":[...]}</c>.</summary>
internal sealed record PatchDocument(string? Condition, IReadOnlyList<PatchStep> Steps)
{
    private const int MaxSteps = 10;
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    /// <returns>The document, or null and the reason why it is refused.</returns>
    public static PatchDocument? Parse(ReadOnlyMemory<byte> json, out string? error)
    {
        JsonNode? body;
        try
        {
            body = JsonNode.Parse(json.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException malformed)
        {
            error = $"The patch request is no valid JSON: {malformed.Message}";
            return null;
        }

        if ((body as JsonObject)?["operations"] is not JsonArray operations || operations.Count == 0)
        {
            error = "A patch request needs a non-empty array 'operations'.";
            return null;
        }

        if (operations.Count > MaxSteps)
        {
            error = $"A patch request may hold at most {MaxSteps} operations, not {operations.Count}.";
            return null;
        }

        if (body["condition"] is { } given && given.GetValueKind() != JsonValueKind.String)
        {
            error = "The 'condition' of a patch request must be a string.";
            return null;
        }

        var steps = new List<PatchStep>(operations.Count);
        foreach (var operation in operations)
        {
            if (ParseStep(operation as JsonObject, out error) is not { } step) return null;
            steps.Add(step);
        }

        error = null;
        return new PatchDocument(body["condition"]?.GetValue<string>(), steps);
    }

    /// <summary>The text of a patched document, with other letters than ASCII's as they are.</summary>
    public static byte[] Text(JsonObject document) => JsonSerializer.SerializeToUtf8Bytes<JsonNode>(document, Relaxed);

    private static PatchStep? ParseStep(JsonObject? operation, out string? error)
    {
        if (Text(operation, "op") is not { } name || KindOf(name) is not { } kind)
        {
            error = "Each patch operation needs an 'op': add, set, replace, remove, incr or move.";
            return null;
        }

        var path = Pointer(Text(operation, "path"));
        var from = kind == PatchKind.Move ? Pointer(Text(operation, "from")) : [];
        if (path is null || from is null)
        {
            error = $"The patch operation '{name}' needs a path that begins with '/' and names a property.";
            return null;
        }

        var needsValue = kind is not (PatchKind.Remove or PatchKind.Move);
        if (needsValue && !operation!.ContainsKey("value"))
        {
            error = $"The patch operation '{name}' at '/{string.Join('/', path)}' needs a 'value'.";
            return null;
        }

        error = null;
        return new PatchStep(kind, path, from, operation!["value"]);
    }

    private static string? Text(JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static PatchKind? KindOf(string name) => name switch
    {
        "add" => PatchKind.Add,
        "set" => PatchKind.Set,
        "replace" => PatchKind.Replace,
        "remove" => PatchKind.Remove,
        "incr" or "increment" => PatchKind.Increment,
        "move" => PatchKind.Move,
        _ => null,
    };

    private static string[]? Pointer(string? path)
    {
        if (path is null || path.Length < 2 || path[0] != '/') return null;
        var steps = path[1..].Split('/');
        return Array.ConvertAll(steps, step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
    }
}
