using System.Runtime.InteropServices;
using System.Text.Json;

namespace Serverless.LocalCosmos.Engine.Items;

internal enum PatchKind { Add, Set, Replace, Remove, Increment, Move }

/// <param name="Path">The steps of a JSON pointer, unescaped.</param>
/// <param name="From">Where a move takes the value from; empty otherwise.</param>
/// <param name="Value">Its text; empty for the kinds that take none.</param>
internal sealed record PatchStep(PatchKind Kind, string[] Path, string[] From, ReadOnlyMemory<byte> Value);

/// <summary>The body of a patch request: <c>{"condition":"FROM c WHERE ...","operations":[...]}</c>.</summary>
internal sealed record PatchDocument(string? Condition, IReadOnlyList<PatchStep> Steps)
{
    private const int MaxSteps = 10;
    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    /// <returns>The document, or null and the reason why it is refused.</returns>
    public static PatchDocument? Parse(ReadOnlyMemory<byte> json, out string? error)
    {
        try
        {
            using var body = JsonDocument.Parse(json, NoDuplicates);
            return Parse(body.RootElement, out error);
        }
        catch (JsonException malformed)
        {
            error = $"The patch request is no valid JSON: {malformed.Message}";
            return null;
        }
        catch (InvalidOperationException)
        {
            error = "The patch request holds half of a surrogate pair, which is no character.";
            return null;
        }
    }

    private static PatchDocument? Parse(JsonElement body, out string? error)
    {
        if (Property(body, "operations") is not { ValueKind: JsonValueKind.Array } operations || operations.GetArrayLength() == 0)
        {
            error = "A patch request needs a non-empty array 'operations'.";
            return null;
        }

        if (operations.GetArrayLength() > MaxSteps)
        {
            error = $"A patch request may hold at most {MaxSteps} operations, not {operations.GetArrayLength()}.";
            return null;
        }

        if (Property(body, "condition") is { ValueKind: not (JsonValueKind.String or JsonValueKind.Null) })
        {
            error = "The 'condition' of a patch request must be a string.";
            return null;
        }

        var steps = new List<PatchStep>(operations.GetArrayLength());
        foreach (var operation in operations.EnumerateArray())
        {
            if (ParseStep(operation, out error) is not { } step) return null;
            steps.Add(step);
        }

        error = null;
        return new PatchDocument(Text(body, "condition"), steps);
    }

    private static PatchStep? ParseStep(JsonElement operation, out string? error)
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

        if (kind is PatchKind.Remove or PatchKind.Move)
        {
            error = null;
            return new PatchStep(kind, path, from, default);
        }

        if (Property(operation, "value") is not { } value)
        {
            error = $"The patch operation '{name}' at '/{string.Join('/', path)}' needs a 'value'.";
            return null;
        }

        error = null;
        return new PatchStep(kind, path, from, JsonMarshal.GetRawUtf8Value(value).ToArray());
    }

    private static string? Text(JsonElement owner, string name) =>
        Property(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static JsonElement? Property(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : null;

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
