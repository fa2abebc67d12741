using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>An object of the declaration: reads its members by kind and range, and says where one is wrong.</summary>
internal sealed class JsonSection(string file, JsonObject content)
{
    private static readonly JsonDocumentOptions Format = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    public static JsonSection Parse(string file, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Format) is JsonObject content
                ? new(file, content)
                : throw new TopologyException(file, null, "must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new TopologyException(file, null, $"is not valid JSON: {e.Message}", e);
        }
    }

    public bool Has(string name) => content[name] is not null;

    public void AllowOnly(params ReadOnlySpan<string> known)
    {
        foreach (var (name, _) in content)
        {
            if (!known.Contains(name))
                throw new TopologyException(file, PathOf(name), "is unknown here.");
        }
    }

    public JsonSection Section(string name) => OptionalSection(name) ?? throw Missing(name);

    public JsonSection? OptionalSection(string name) => content[name] switch
    {
        null => null,
        JsonObject section => new(file, section),
        _ => throw Wrong(name, "an object"),
    };

    public IReadOnlyList<JsonSection> Sections(string name) => content[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select((item, i) => item is JsonObject section ? new JsonSection(file, section) : throw Wrong($"{name}[{i}]", "an object"))],
        _ => throw Wrong(name, "a list"),
    };

    public string Text(string name) => OptionalText(name) is { Length: > 0 } text ? text : throw Missing(name);

    public string? OptionalText(string name) => content[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong(name, "a string"),
    };

    public bool Flag(string name) => content[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw Wrong(name, "true or false"),
    };

    public int Number(string name, int least, int most, int otherwise) => content[name] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue<int>(out var number) && number >= least && number <= most => number,
        _ => throw Wrong(name, $"a whole number from {least} to {most}"),
    };

    /// <summary>In the form of ISO 8601, such as <c>PT1M</c>.</summary>
    public TimeSpan Duration(string name, TimeSpan least, TimeSpan most, TimeSpan otherwise)
    {
        if (OptionalText(name) is not { } text)
            return otherwise;
        try
        {
            if (XmlConvert.ToTimeSpan(text) is var duration && duration >= least && duration <= most)
                return duration;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // Told below like one out of range.
        }
        throw Wrong(name, $"a duration of ISO 8601 from {XmlConvert.ToString(least)} to {XmlConvert.ToString(most)}");
    }

    /// <summary>Strings, numbers and truth values by their names.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Values()
    {
        foreach (var (name, node) in content)
        {
            yield return new(name, node?.GetValueKind() switch
            {
                JsonValueKind.String => node.GetValue<string>(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => node.AsValue().TryGetValue<long>(out var number) ? (object)number : node.GetValue<double>(),
                _ => throw Wrong(name, "a string, a number, true or false"),
            });
        }
    }

    public TopologyException Missing(string name) => new(file, PathOf(name), "is missing.");

    public TopologyException Wrong(string name, string wanted) => Wrong(name, wanted, null);

    public TopologyException Wrong(string name, string wanted, Exception? inner) => Problem(name, $"must be {wanted}.", inner);

    public TopologyException Problem(string name, string problem, Exception? inner = null) => new(file, PathOf(name), problem, inner);

    private string PathOf(string name) => $"{content.GetPath()}.{name}";
}
