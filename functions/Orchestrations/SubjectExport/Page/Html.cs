using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Page;

/// <summary>Values as people read them, safe within a page whatever anybody has written into them.</summary>
internal static class Html
{
    private const string Nothing = "<span class=\"none\">nothing</span>";

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Text(string text) => Encoder.Encode(text);

    public static string Moment(DateTimeOffset at) => $"<time datetime=\"{at.UtcDateTime:O}\">{Text(Wording.Time(at))}</time>";

    public static string List(IEnumerable<string> texts) => Items(texts.Select(Text));

    /// <param name="schema">Null for what nobody has declared.</param>
    public static string Value(ValueSchema? schema, JsonNode? value) => (schema, value) switch
    {
        (_, null) => Nothing,
        ({ Record: { } record }, JsonObject nested) => Fields(record, nested),
        (_, JsonObject nested) => Fields(nested),
        (_, JsonArray items) => Items(items.Select(item => Value(schema?.Element, item))),
        ({ Kind: var kind }, JsonValue single) => Scalar(kind, single),
        (_, JsonValue single) => Guessed(single),
        _ => Text(value.ToJsonString()),
    };

    /// <summary>Every declared field that has a value, with what it means.</summary>
    public static string Fields(RecordSchema schema, JsonObject data) => Definitions(
        from field in schema.Fields
        where data[field.Name] is not null
        select $"<div><dt title=\"{Text(field.Meaning)}\">{Text(Wording.Label(field.Name))}</dt><dd>{Value(field.Value, data[field.Name])}</dd></div>");

    public static string Fields(JsonObject data) => Definitions(
        from field in data
        where field.Value is not null
        select $"<div><dt>{Text(Wording.Phrase(field.Key))}</dt><dd>{Value(schema: null, field.Value)}</dd></div>");

    private static string Definitions(IEnumerable<string> fields) => string.Concat(fields) is { Length: > 0 } all ? $"<dl>{all}</dl>" : Nothing;

    private static string Items(IEnumerable<string> items) => string.Concat(items.Select(item => $"<li>{item}</li>")) is { Length: > 0 } all ? $"<ul>{all}</ul>" : Nothing;

    private static string Scalar(ValueKind kind, JsonValue value) => kind switch
    {
        ValueKind.Boolean => value.GetValueKind() == JsonValueKind.True ? "yes" : "no",
        ValueKind.Time when Time(value) is { } at => Moment(at),
        ValueKind.Date when DateOnly.TryParseExact(value.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Text(Wording.Day(day)),
        ValueKind.Enumeration => Text(Wording.Phrase(value.ToString())),
        ValueKind.Uuid => $"<code>{Text(value.ToString())}</code>",
        _ => Text(value.ToString()),
    };

    private static string Guessed(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => Scalar(ValueKind.Boolean, value),
        JsonValueKind.String when Guid.TryParseExact(value.ToString(), "D", out _) => Scalar(ValueKind.Uuid, value),
        JsonValueKind.String when value.ToString() is [.., 'Z'] and { Length: > 19 } => Scalar(ValueKind.Time, value),
        _ => Text(value.ToString()),
    };

    private static DateTimeOffset? Time(JsonValue value) =>
        DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
