using System.Text.Json;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>The body of a query: <c>{"query":"…","parameters":[{"name":"@n","value":2}]}</c>.</summary>
/// <param name="ResumeFilter">Where an ordered query goes on, when the client merges ranges; else Undefined.</param>
internal sealed record QueryBody(string Text, IReadOnlyDictionary<string, Value> Parameters, Value ResumeFilter)
{
    private static readonly Dictionary<string, Value> s_none = [];

    /// <exception cref="RequestException">400.</exception>
    public static QueryBody Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            // Not disposed: the values of parameters are views on it.
            var root = JsonDocument.Parse(body).RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("query", out var query)
                || query.ValueKind != JsonValueKind.String)
            {
                throw RequestErrors.BadRequest("The body of a query must be an object with the string 'query'.");
            }

            var resume = root.TryGetProperty("resumeFilter", out var filter) ? Value.Of(filter) : Value.Undefined;
            return new QueryBody(query.GetString()!, ReadParameters(root), resume);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is how a lone surrogate in a string is reported.
            throw RequestErrors.BadRequest($"The body of the query is not valid JSON: {malformed.Message}");
        }
    }

    private static Dictionary<string, Value> ReadParameters(JsonElement root)
    {
        if (!root.TryGetProperty("parameters", out var list) || list.ValueKind == JsonValueKind.Null) return s_none;
        if (list.ValueKind != JsonValueKind.Array) throw RequestErrors.BadRequest("The 'parameters' of a query must be an array.");
        var parameters = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object
                || !entry.TryGetProperty("name", out var name)
                || name.ValueKind != JsonValueKind.String
                || !name.GetString()!.StartsWith('@'))
            {
                throw RequestErrors.BadRequest("Every parameter of a query must have a name that begins with '@'.");
            }

            parameters[name.GetString()!] = entry.TryGetProperty("value", out var value) ? Value.Of(value) : Value.Undefined;
        }

        return parameters;
    }
}
