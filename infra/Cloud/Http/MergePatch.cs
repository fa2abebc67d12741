using System.Text.Json.Nodes;

namespace Serverless.Cloud.Http;

/// <summary>JSON merge patch (RFC 7396): what the patch names is replaced, null takes away, objects are merged.</summary>
public static class MergePatch
{
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(patch);
        var merged = target.DeepClone().AsObject();
        foreach (var (name, value) in patch)
        {
            if (value is null) merged.Remove(name);
            else if (value is JsonObject nested) merged[name] = Apply(merged[name] as JsonObject ?? [], nested);
            else merged[name] = value.DeepClone();
        }

        return merged;
    }
}
