using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>Which records a record speaks of: by its ids, and by what their fields are called.</summary>
/// <param name="recordTypes">Of all domains.</param>
public sealed class RecordLinks(IEnumerable<string> recordTypes)
{
    private const string Ending = "-id";

    private readonly IReadOnlyList<string> _types = [.. recordTypes.Distinct(StringComparer.Ordinal).OrderByDescending(type => type.Length)];

    /// <summary>Every id in the document, with the place where it stands and, where the field's name says so, what it is the id of.</summary>
    public IEnumerable<RecordLink> Of(RecordSchema schema, JsonObject document) => Record(schema, document, pointer: "");

    /// <summary>Null where a field of this name is no id of a record that is known here.</summary>
    public string? TypeOf(string field)
    {
        var name = Wording.Hyphenated(field);
        var subject = name.EndsWith(Ending, StringComparison.Ordinal) ? name[..^Ending.Length] : name;
        return _types.FirstOrDefault(type => subject == type || subject.EndsWith($"-{type}", StringComparison.Ordinal));
    }

    private IEnumerable<RecordLink> Record(RecordSchema schema, JsonObject document, string pointer) =>
        from field in schema.Fields
        let value = document[field.Name]
        where value is not null
        from link in Value(field.Name, field.Value, value, Pointer.Of(pointer, field.Name))
        select link;

    private IEnumerable<RecordLink> Value(string name, ValueSchema schema, JsonNode value, string pointer) => (schema, value) switch
    {
        ({ Kind: ValueKind.Uuid }, JsonValue id) when Guid.TryParse((string?)id, out var found) => [new RecordLink(pointer, TypeOf(name), found)],
        ({ Record: { } record }, JsonObject nested) => Record(record, nested, pointer),
        ({ Element: { } element }, JsonArray items) => items.SelectMany((item, i) => Value(name, element, item!, Pointer.Of(pointer, i.ToString(CultureInfo.InvariantCulture)))),
        _ => [],
    };
}

/// <param name="Field">A JSON pointer into the record.</param>
/// <param name="Record">What type of record has this id; null where only the other domain knows.</param>
public sealed record RecordLink(string Field, string? Record, Guid Id);
