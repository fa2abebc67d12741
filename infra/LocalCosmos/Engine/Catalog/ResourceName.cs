using System.Buffers;
using System.Text.Json.Nodes;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>The rules for the ids of databases and containers.</summary>
internal static class ResourceName
{
    private const int MaximumLength = 255;

    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/\\?#\0\r\n\t");

    /// <exception cref="RequestException">The object has no usable id.</exception>
    public static string Of(JsonObject resource)
    {
        if (resource["id"] is not JsonValue value || !value.TryGetValue(out string? id))
            throw RequestErrors.BadRequest("The input content is invalid because the required property 'id' is missing or is no string.");
        if (id.Length is 0 or > MaximumLength)
            throw RequestErrors.BadRequest($"The id must have 1 to {MaximumLength} characters.");
        if (id.AsSpan().ContainsAny(s_forbidden))
            throw RequestErrors.BadRequest($"The id '{id}' must not contain '/', '\\', '?', '#' or control characters.");
        if (id[^1] == ' ')
            throw RequestErrors.BadRequest($"The id '{id}' must not end with a space.");
        return id;
    }
}
