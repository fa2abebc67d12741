using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The property <c>vectorEmbeddingPolicy</c> of a container: which distance each vector path is compared by.</summary>
internal static class VectorPolicyProperty
{
    private static readonly string[] s_functions = ["cosine", "dotproduct", "euclidean"];

    /// <exception cref="RequestException">It is not acceptable.</exception>
    public static IReadOnlyDictionary<string, string> Read(JsonObject properties)
    {
        var functions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var embedding in properties["vectorEmbeddingPolicy"]?["vectorEmbeddings"] as JsonArray ?? [])
        {
            var path = Text(embedding, "path");
            PropertyPath.Parse(path);
            var function = Text(embedding, "distanceFunction");
            if (!s_functions.Contains(function, StringComparer.OrdinalIgnoreCase))
                throw RequestErrors.BadRequest($"The distance function '{function}' of '{path}' is not one of {string.Join(", ", s_functions)}.");
            functions[path] = function;
        }

        return functions;
    }

    private static string Text(JsonNode? embedding, string name) =>
        embedding is JsonObject entry && entry[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? value.GetValue<string>()
            : throw RequestErrors.BadRequest($"Every entry of 'vectorEmbeddings' needs its '{name}'.");
}
