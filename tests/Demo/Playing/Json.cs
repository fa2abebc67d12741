using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Demo.Playing;

/// <summary>Reads what a system has answered that may be of another mind about its form: what is not as expected is null.</summary>
internal static class Json
{
    /// <summary>As the API spells it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static JsonNode? At(this JsonNode? node, string name) => (node as JsonObject)?[name];

    /// <summary>None where there is no list.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode? node) => (node as JsonArray)?.OfType<JsonNode>() ?? [];

    public static string? Text(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static Guid? Id(this JsonNode? node) => Guid.TryParse(node.Text(), out var id) ? id : null;

    /// <summary>Also of a text: so amounts of money are written.</summary>
    public static long? Number(this JsonNode? node) => node switch
    {
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => long.TryParse(node.Text(), out var number) ? number : null,
    };
}
