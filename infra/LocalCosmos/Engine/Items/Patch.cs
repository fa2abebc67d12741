using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>Applies patch operations to a document, in order; a refusal leaves the caller to throw the result away.</summary>
internal static class Patch
{
    /// <param name="isProtected">Whether a path may not be changed: id, partition key, system properties.</param>
    /// <returns>Null when all steps were applied, else why one was refused.</returns>
    public static string? Apply(JsonObject document, PatchDocument patch, Func<string[], bool> isProtected)
    {
        foreach (var step in patch.Steps)
        {
            if (isProtected(step.Path) || (step.Kind == PatchKind.Move && isProtected(step.From)))
                return $"Patch may not change '{Show(step.Path)}': it is the id, a partition key or a system property.";
            if (Apply(document, step) is { } refusal) return refusal;
        }

        return null;
    }

    private static string? Apply(JsonObject document, PatchStep step) => step.Kind switch
    {
        PatchKind.Remove => Take(document, step.Path, out _),
        PatchKind.Move => Move(document, step),
        PatchKind.Increment => Increment(document, step),
        _ => Put(document, step.Path, step.Value?.DeepClone(), step.Kind),
    };

    private static string? Move(JsonObject document, PatchStep step)
    {
        if (step.Path.Length > step.From.Length && step.Path.AsSpan(0, step.From.Length).SequenceEqual(step.From))
            return $"'{Show(step.From)}' cannot be moved below itself, to '{Show(step.Path)}'.";
        return Take(document, step.From, out var value) ?? Put(document, step.Path, value, PatchKind.Add);
    }

    private static string? Increment(JsonObject document, PatchStep step)
    {
        if (!IsNumber(step.Value)) return $"The value of an increment at '{Show(step.Path)}' must be a number.";
        if (Parent(document, step.Path) is not { } parent) return NoParent(step.Path);

        var current = Find(parent, step.Path[^1], out var exists);
        if (!exists) return Put(document, step.Path, step.Value!.DeepClone(), PatchKind.Set);
        if (!IsNumber(current)) return $"'{Show(step.Path)}' holds no number to increment.";
        return Put(document, step.Path, Sum(current!.AsValue(), step.Value!.AsValue()), PatchKind.Set);
    }

    /// <summary>Whole numbers stay whole: a client that reads an integer property could not read 2.0.</summary>
    private static JsonValue Sum(JsonValue left, JsonValue right)
    {
        if (left.TryGetValue<long>(out var a) && right.TryGetValue<long>(out var b))
        {
            var sum = unchecked(a + b);
            var overflowed = ((a ^ sum) & (b ^ sum)) < 0;
            if (!overflowed) return JsonValue.Create(sum);
        }

        return JsonValue.Create(Number(left) + Number(right));
    }

    // A sum made by an earlier step of the same patch is held as a long, which does not read as a double.
    private static double Number(JsonValue value) => value.TryGetValue<long>(out var whole) ? whole : value.GetValue<double>();

    private static string? Put(JsonObject document, string[] path, JsonNode? value, PatchKind kind)
    {
        var parent = Parent(document, path);
        switch (parent)
        {
            case JsonObject properties:
                if (kind == PatchKind.Replace && !properties.ContainsKey(path[^1])) return Missing(path);
                properties[path[^1]] = value;
                return null;
            case JsonArray items when path[^1] == "-" && kind != PatchKind.Replace:
                items.Add(value);
                return null;
            case JsonArray items:
                if (Index(path[^1]) is not { } index) return $"'{path[^1]}' in '{Show(path)}' is no array index.";
                if (kind == PatchKind.Add && index <= items.Count) items.Insert(index, value);
                else if (kind != PatchKind.Add && index < items.Count) items[index] = value;
                else return $"The index of '{Show(path)}' lies outside the array of {items.Count.ToString(CultureInfo.InvariantCulture)}.";
                return null;
            default:
                return NoParent(path);
        }
    }

    private static string? Take(JsonObject document, string[] path, out JsonNode? value)
    {
        value = null;
        if (Parent(document, path) is not { } parent) return NoParent(path);
        value = Find(parent, path[^1], out var exists);
        if (!exists) return Missing(path);
        if (parent is JsonObject properties) properties.Remove(path[^1]);
        else ((JsonArray)parent).RemoveAt(Index(path[^1])!.Value);
        return null;
    }

    private static JsonNode? Parent(JsonObject document, string[] path)
    {
        JsonNode? node = document;
        foreach (var step in path.AsSpan(0, path.Length - 1))
        {
            if (node is null) return null;
            node = Find(node, step, out var exists);
            if (!exists) return null;
        }

        return node is JsonObject or JsonArray ? node : null;
    }

    private static JsonNode? Find(JsonNode parent, string step, out bool exists)
    {
        if (parent is JsonObject properties)
        {
            exists = properties.TryGetPropertyValue(step, out var found);
            return found;
        }

        exists = parent is JsonArray array && Index(step) is { } index && index < array.Count;
        return exists ? ((JsonArray)parent)[Index(step)!.Value] : null;
    }

    private static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;

    private static string Missing(string[] path) => $"'{Show(path)}' does not exist.";

    private static string NoParent(string[] path) => $"The parent of '{Show(path)}' does not exist.";

    private static string Show(string[] path) => "/" + string.Join('/', path);
}
